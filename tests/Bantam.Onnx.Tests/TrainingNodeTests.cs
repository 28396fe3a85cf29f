using Bantam.Execution;
using Bantam.Onnx.Protobuf;
using Bantam.Tensors;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Nodes that were exported while they train, in the ways in which the versions of the standard say so.</summary>
public sealed class TrainingNodeTests
{
    private static readonly string[] Statistics = ["mean", "var", "saved_mean", "saved_var"];

    /// <summary>Two channels: mean 1 and 10, variance 2/3 and 200/3.</summary>
    private static Dictionary<string, Tensor> Batch => new()
    {
        ["x"] = Tensor.From<float>([0, 0, 1, 10, 2, 20], 3, 2),
        ["scale"] = Tensor.From<float>([1, 2]), ["bias"] = Tensor.From<float>([0, 1]),
        ["old_mean"] = Tensor.From<float>([0, 4]), ["old_var"] = Tensor.From<float>([1, 1]),
    };

    [Theory]
    [InlineData(6, 5)]
    [InlineData(8, 5)]
    [InlineData(9, 5)]
    [InlineData(13, 3)]
    [InlineData(14, 3)]
    [InlineData(15, 3)]
    public void A_normalization_that_trains_gives_the_statistics(int opset, int outputs)
    {
        var results = Run(Normalization(opset, outputs, opset < 14 ? [] : [Build.Int("training_mode", 1)]));
        foreach (var result in results)
        {
            Close([-1.224736f, -1.449487f, 0, 1, 1.224736f, 3.449487f], result["y"]);
            Close([0.25f, 5.5f], result["mean"]);
            Close([0.9166667f, 17.416667f], result["var"]);
            if (outputs < 5) continue;
            Close([1, 10], result["saved_mean"]);
            Close([2 / 3f, 200 / 3f], result["saved_var"]);
        }
    }

    /// <summary>Such a node names only its first output, or says that it is a test.</summary>
    [Theory]
    [InlineData(6, 1, true)]
    [InlineData(6, 1, false)]
    [InlineData(6, 5, true)]
    [InlineData(9, 1, false)]
    public void A_normalization_that_infers_takes_the_statistics_that_it_is_given(int opset, int outputs, bool saysSo)
    {
        var model = Normalization(opset, outputs, saysSo ? [Build.Int("is_test", 1)] : []);
        while (model.Graph.Output.Count > 1) model.Graph.Output.RemoveAt(1);
        foreach (var result in Run(model)) Close([0, -7, 0.999995f, 12.99994f, 1.99999f, 32.99984f], result["y"]);
    }

    /// <summary>From version 7 on it did nothing; the mask was numbers before version 10.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(6, true)]
    [InlineData(7, false)]
    [InlineData(9, false)]
    [InlineData(11, false)]
    public void A_dropout_with_a_mask_that_nothing_reads_gives_its_input(int opset, bool saysSo)
    {
        var model = Dropout(opset, saysSo ? [Build.Int("is_test", 1), Build.Float("ratio", 0.9f)] : [Build.Float("ratio", 0.9f)]);
        Assert.All(Run(model, Numbers(6)), result => Assert.Equal([1, 2, 3, 4, 5, 6], result["y"].ToArray<float>()));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(10)]
    public void A_mask_that_is_read_has_the_type_of_its_version(int opset)
    {
        var model = Dropout(opset, opset < 7 ? [Build.Int("is_test", 1)] : []);
        model.Graph.Output.Add(Build.Value("mask", opset < 10 ? DataType.Float : DataType.Bool, 6));
        foreach (var result in Run(model, Numbers(6)))
            Assert.All(result["mask"].Cast(ElementType.Float).ToArray<float>(), kept => Assert.Equal(1, kept));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void A_dropout_that_trains_drops_some_and_scales_the_others(int opset)
    {
        foreach (var result in Run(Dropout(opset, [Build.Float("ratio", 0.75f)], 4000), Numbers(4000)))
        {
            var kept = result["y"].ToArray<float>().Select((y, i) => y / (i + 1)).ToArray();
            Assert.All(kept, factor => Assert.True(factor is 0 or 4, $"{factor}"));
            Assert.InRange(kept.Average(), 0.8, 1.2);
        }
    }

    private static ModelProto Normalization(int opset, int outputs, AttributeProto[] attributes)
    {
        string[] inputs = ["x", "scale", "bias", "old_mean", "old_var"];
        string[] names = ["y", .. Statistics.Take(outputs - 1)];
        return Build.Model(
            opset, [.. inputs.Select(n => Build.Value(n, DataType.Float, n == "x" ? [3, 2] : [2]))],
            [.. names.Select(n => Build.Value(n, DataType.Float, n == "y" ? [3, 2] : [2]))],
            Build.Node("BatchNormalization", "norm", inputs, names, [.. attributes, Build.Float("momentum", 0.75f)]));
    }

    private static ModelProto Dropout(int opset, AttributeProto[] attributes, int count = 6) => Build.Model(
        opset, [Build.Value("x", DataType.Float, count)], [Build.Value("y", DataType.Float, count)],
        Build.Node("Dropout", "dropout", ["x"], ["y", "mask"], attributes));

    private static Dictionary<string, Tensor> Numbers(int count) =>
        new() { ["x"] = Tensor.From<float>([.. Enumerable.Range(1, count).Select(i => (float)i)]) };

    private static IReadOnlyDictionary<string, Tensor>[] Run(ModelProto model, Dictionary<string, Tensor>? inputs = null)
    {
        var graph = OnnxModel.Load(model.ToByteArray()).Graph;
        Assert.Empty(graph.Gaps);
        return [ReferenceExecutor.Run(graph, inputs ?? Batch), new Model(graph, threads: 1).Run(inputs ?? Batch)];
    }

    private static void Close(float[] expected, Tensor actual) =>
        TensorAssert.Close(Tensor.From<float>(expected, actual.Shape), actual, 1e-5, 1e-4, "output");
}
