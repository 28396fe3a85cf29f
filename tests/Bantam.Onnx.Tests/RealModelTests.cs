using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>Real pretrained models compute what they compute in ONNX Runtime.</summary>
public sealed class RealModelTests
{
    /// <summary>A model, and how many steps fewer it takes when its normalizations are in the weights.</summary>
    [Theory]
    [InlineData("models/ultraface/rfb-320.onnx", 35)]
    [InlineData("models/ultraface/slim-320.onnx", 25)]
    public void A_face_detector_agrees_with_onnx_runtime_as_it_is_prepared_to_infer_and_saved_again(string path, int fewer)
    {
        var file = File.ReadAllBytes(SharedData.Find(path));
        var model = OnnxModel.Load(file);
        Assert.Empty(model.Gaps);
        model.Graph.Verify();
        var inputs = RandomTensors.For(model.Graph, seed: 1);
        var expected = Ort.Run(file, inputs);
        Agree(expected, Executors.Cpu(model.Graph, inputs));
        var prepared = Inference.Prepare(model.Graph);
        Agree(expected, Executors.Cpu(prepared, inputs));
        var (before, after) = (Planner.Plan(model.Graph, CpuTargets.Best), Planner.Plan(prepared, CpuTargets.Best));
        Assert.InRange(after.Calls.Count(), 1, before.Calls.Count() - fewer);
        Assert.DoesNotContain(after.Calls, c => c.Label.Contains("Sqrt", StringComparison.Ordinal));
        Assert.Empty(prepared.Variables);

        var stream = new MemoryStream();
        model.Save(stream);
        Agree(expected, Ort.Run(stream.ToArray(), inputs));
        Assert.Equal(model.Graph.Variables.Count(), OnnxModel.Load(stream.ToArray()).Graph.Variables.Count());
    }

    /// <summary>
    /// A detector's convolutions compute channels last, and so does what is between them: only the image is brought to it.
    /// </summary>
    [Theory]
    [InlineData("models/ultraface/rfb-320.onnx", 155, 1)]
    [InlineData("models/ultraface/slim-320.onnx", 120, 1)]
    public void A_face_detector_transposes_nothing_but_the_image(string path, int steps, int transposes)
    {
        var plan = Planner.Plan(OnnxModel.Load(SharedData.Find(path)).Graph, CpuTargets.Best);
        var labels = string.Join('\n', plan.Calls.Select(c => c.Label));
        Assert.True(transposes == plan.Calls.Count(c => c.Label.Contains("Transpose", StringComparison.Ordinal)), labels);
        Assert.True(steps >= plan.Calls.Count(), labels);
    }

    [Fact]
    public void The_channels_of_a_face_detector_part_into_groups()
    {
        var groups = ChannelGroups.Of(OnnxModel.Load(SharedData.Find("models/ultraface/slim-320.onnx")).Graph);
        Assert.InRange(groups.Count, 10, 100);
        Assert.All(groups, group => Assert.All(group.Members, member =>
            Assert.Equal(Enumerable.Range(0, group.Count), member.Channels.Where(c => c >= 0).Distinct().Order())));
    }

    private static void Agree(Dictionary<string, Tensor> expected, IReadOnlyDictionary<string, Tensor> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (output, tensor) in expected) TensorAssert.Close(tensor, actual[output], 1e-4, 1e-5, output);
    }
}
