using Bantam.Execution;
using Bantam.Tensors;
using Google.Protobuf;

namespace Bantam.Onnx.Tests;

/// <summary>Models of ai.onnx.ml give what they give in ONNX Runtime: by reference, compiled, and saved and read again.</summary>
public sealed class MachineLearningTests
{
    public static TheoryData<string> Names => [.. MachineLearningModels.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Onnx_runtime_gives_the_same(string name)
    {
        var file = MachineLearningModels.All[name];
        var graph = OnnxModel.Load(file).Graph;
        Assert.Empty(graph.Gaps);
        graph.Verify();
        var inputs = RandomTensors.For(graph, seed: 3);
        if (inputs["x"].Element == ElementType.Float && name.Contains("Tree", StringComparison.Ordinal))
            (inputs["x"].Span<float>()[4], inputs["x"].Span<float>()[8]) = (float.NaN, 0.5f);
        if (name.StartsWith("Imputer", StringComparison.Ordinal) && inputs["x"].Element == ElementType.Float)
            inputs["x"].Span<float>()[4] = float.NaN;
        var expected = Ort.Run(file, inputs);
        Compare(expected, ReferenceExecutor.Run(graph, inputs), $"{name} by reference");
        Compare(expected, new GraphRunner(graph).Run(inputs, TestContext.Current.CancellationToken), $"{name} compiled");

        var open = Protobuf.ModelProto.Parser.ParseFrom(file);
        open.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimParam = "samples";
        var openGraph = OnnxModel.Load(open.ToByteArray()).Graph;
        Compare(
            expected, new GraphRunner(openGraph).Run(inputs, TestContext.Current.CancellationToken), $"{name} of any number of samples");

        var saved = Models.Save(graph);
        Compare(expected, Ort.Run(saved, inputs), $"{name} saved, in ONNX Runtime");
        Compare(expected, ReferenceExecutor.Run(OnnxModel.Load(saved).Graph, inputs), $"{name} saved");
    }

    public static TheoryData<string> FeatureTypes =>
        [.. from name in (string[])["Binarizer", "OneHotEncoder Float", "LinearRegressor NONE", "TreeEnsembleRegressor SUM 2"]
            from type in (ElementType[])[ElementType.Double, ElementType.Int32, ElementType.Int64] select $"{name}/{type}"];

    [Theory]
    [MemberData(nameof(FeatureTypes))]
    public void Features_of_another_type_give_what_floats_give(string name)
    {
        var (model, type) = (name.Split('/')[0], Enum.Parse<ElementType>(name.Split('/')[1]));
        var proto = Protobuf.ModelProto.Parser.ParseFrom(MachineLearningModels.All[model]);
        proto.Graph.Input[0].Type.TensorType.ElemType = (int)type;
        if (model == "Binarizer") proto.Graph.Output[0].Type.TensorType.ElemType = (int)type;
        var (floats, others) = (OnnxModel.Load(MachineLearningModels.All[model]).Graph, OnnxModel.Load(proto.ToByteArray()).Graph);
        var x = new Tensor(floats.Inputs[0].Type);
        for (var i = 0; i < x.Shape.ElementCount; i++) x.Span<float>()[i] = (i * 7 % 5) - 2;
        var expected = new GraphRunner(floats).Run(new Dictionary<string, Tensor> { ["x"] = x }, TestContext.Current.CancellationToken);
        var given = new Dictionary<string, Tensor> { ["x"] = x.Cast(type) };
        var actual = new GraphRunner(others).Run(given, TestContext.Current.CancellationToken);
        TensorAssert.Close(expected["y0"], actual["y0"].Cast(ElementType.Float), 1e-6, 1e-6, name);
    }

    private static void Compare(
        IReadOnlyDictionary<string, Tensor> expected, IReadOnlyDictionary<string, Tensor> actual, string what)
    {
        foreach (var (output, tensor) in expected) TensorAssert.Close(tensor, actual[output], 1e-4, 1e-5, $"{what}, {output}");
    }
}
