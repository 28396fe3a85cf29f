using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>Real pretrained models compute what they compute in ONNX Runtime.</summary>
public sealed class RealModelTests
{
    [Theory]
    [InlineData("models/ultraface/rfb-320.onnx")]
    [InlineData("models/ultraface/slim-320.onnx")]
    public void A_face_detector_agrees_with_onnx_runtime_as_it_is_and_saved_again(string path)
    {
        var file = File.ReadAllBytes(SharedData.Find(path));
        var model = OnnxModel.Load(file);
        Assert.Empty(model.Gaps);
        model.Graph.Verify();
        var inputs = RandomTensors.For(model.Graph, seed: 1);
        var expected = Ort.Run(file, inputs);
        Agree(expected, Executors.Cpu(model.Graph, inputs));

        var stream = new MemoryStream();
        model.Save(stream);
        Agree(expected, Ort.Run(stream.ToArray(), inputs));
        Assert.Equal(model.Graph.Variables.Count(), OnnxModel.Load(stream.ToArray()).Graph.Variables.Count());
    }

    /// <summary>A detector's convolutions compute channels last, and so does what is between them: only the image is brought to it.</summary>
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

    private static void Agree(Dictionary<string, Tensor> expected, IReadOnlyDictionary<string, Tensor> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (output, tensor) in expected) TensorAssert.Close(tensor, actual[output], 1e-4, 1e-5, output);
    }
}
