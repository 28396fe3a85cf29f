using Bantam.Autodiff;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Loss;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>A dense network on byte images, its training step, and data that pages make in the same way.</summary>
internal sealed class DenseNet
{
    public const int Pixels = 784, Classes = 10;

    private readonly int _depth;
    private readonly Dictionary<Variable, Variable> _velocities = [];
    private readonly List<(Variable Weight, Variable Bias)> _layers = [];

    public DenseNet(int depth, int width, int classes = Classes)
    {
        _depth = depth;
        var random = new TestRandom(1);
        for (var i = 0; i <= depth; i++)
        {
            var (inputs, outputs) = (i == 0 ? Pixels : width, i == depth ? classes : width);
            var weight = new float[inputs * outputs];
            for (var j = 0; j < weight.Length; j++) weight[j] = (random.NextByte() - 127.5f) / 127.5f * MathF.Sqrt(6f / (inputs + outputs));
            _layers.Add((new Variable($"dense{i}/kernel", Tensor.From(weight, inputs, outputs)), new Variable($"dense{i}/bias", new Tensor(TensorType.Float(outputs)))));
        }

        Inference = Graph.Trace([("image", new TensorType(ElementType.UInt8, new Shape(Bundle.BatchDimension, Pixels)))], inputs =>
            [("probabilities", Scores(inputs[0]).Softmax(-1))]);
    }

    public Graph Inference { get; }

    public Variable LearningRate { get; } = new("learning_rate", Tensor.Scalar(0.01f), isTrainable: false);

    public IEnumerable<Variable> Variables => _layers.SelectMany(l => new[] { l.Weight, l.Bias });

    /// <summary>Gradient descent with momentum 0.9.</summary>
    public Graph Step(int batch) => Graph.Trace(
        [("image", new TensorType(ElementType.UInt8, Shape.Of(batch, Pixels))), ("label", new TensorType(ElementType.Int32, Shape.Of(batch)))], inputs =>
        {
            var loss = new SoftmaxCrossEntropyLoss().Apply(Scores(inputs[0]), inputs[1])[0];
            var variables = Variables.ToArray();
            var gradients = Gradients.Of(loss, [.. variables.Select(v => v.Read())]);
            for (var i = 0; i < variables.Length; i++)
            {
                var velocity = (_velocities[variables[i]].Read() * 0.9f) - (gradients[i] * LearningRate.Read());
                GraphBuilder.Current!.Update(_velocities[variables[i]], velocity);
                GraphBuilder.Current!.Update(variables[i], variables[i].Read() + velocity);
            }

            return [("loss", loss)];
        });

    public BundleOptions Options(bool isTraining, params int[] batches) => new()
    {
        Name = $"dense-{_depth}",
        Training = isTraining ? new BundleTraining(Step) { BatchSizes = batches, LearningRate = LearningRate } : null,
        Files = new Dictionary<string, ReadOnlyMemory<byte>> { ["test.html"] = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Test</title>"u8.ToArray() },
    };

    /// <summary>The probabilities of random images, one after the other.</summary>
    public float[] Infer(int images, uint seed)
    {
        var session = new Session(Planner.Plan(Inference, CpuTargets.Best, dimensions: new Dictionary<string, int> { [Bundle.BatchDimension] = 1 }));
        var random = new TestRandom(seed);
        var all = new List<float>();
        for (var i = 0; i < images; i++)
        {
            random.Fill(session.Input<byte>("image"));
            session.Run();
            all.AddRange(session.Output<float>("probabilities"));
        }

        return [.. all];
    }

    /// <summary>The losses of training steps on random batches, and the variables' bytes afterwards.</summary>
    public (float[] Losses, Dictionary<string, byte[]> Variables) Train(int steps, int batch, float learningRate, uint seed)
    {
        var session = new Session(Planner.Plan(Step(batch), CpuTargets.Best));
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(session.State[LearningRate])[0] = learningRate;
        var random = new TestRandom(seed);
        var losses = new float[steps];
        for (var i = 0; i < steps; i++)
        {
            random.Fill(session.Input<byte>("image"));
            foreach (ref var label in session.Input<int>("label")) label = random.NextByte() % Classes;
            session.Run();
            losses[i] = session.Output<float>("loss")[0];
        }

        return (losses, session.Plan.State.Variables.ToDictionary(v => v.Name, v => session.State[v].ToArray()));
    }

    private Tensor Scores(Tensor image)
    {
        var x = image.Cast(ElementType.Float) * (1 / 255f);
        for (var i = 0; i <= _depth; i++)
        {
            var (weight, bias) = _layers[i];
            foreach (var variable in (Variable[])[weight, bias]) _velocities.TryAdd(variable, new Variable(variable.Name + "/velocity", new Tensor(variable.Type), isTrainable: false));
            x = x.MatMul(weight) + bias;
            if (i < _depth) x = x.Relu();
        }

        return x;
    }
}
