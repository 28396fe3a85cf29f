using Bantam.Execution;
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

    private static void Agree(Dictionary<string, Tensor> expected, IReadOnlyDictionary<string, Tensor> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (output, tensor) in expected) TensorAssert.Close(tensor, actual[output], 1e-4, 1e-5, output);
    }
}
