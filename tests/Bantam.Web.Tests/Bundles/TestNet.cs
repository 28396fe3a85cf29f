using System.Runtime.InteropServices;
using Bantam.Autodiff;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Operators.Loss;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Operators;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>A network on byte images, its training step, and data that pages make in the same way.</summary>
internal abstract class TestNet
{
    public const int Pixels = 784, Classes = 10;

    /// <summary>The processor as a machine whose multiply-adds round twice.</summary>
    public static Target Unfused { get; } = CpuTargets.Scalar with { Fused = false };

    private readonly string _name;
    private readonly TestRandom _random = new(1);
    private readonly List<Variable> _variables = [];
    private readonly Dictionary<Variable, Variable> _velocities = [];

    protected TestNet(string name) => _name = name;

    public Graph Inference { get => field ??= Trace(); }

    public Variable LearningRate { get; } = new("learning_rate", Tensor.Scalar(0.01f), isTrainable: false);

    public IReadOnlyList<Variable> Variables => _variables;

    /// <summary>Gradient descent with momentum 0.9.</summary>
    public Graph Step(int batch) => Graph.Trace(
        [("image", Images(batch)), ("label", Labels(batch))], inputs =>
        {
            var loss = new SoftmaxCrossEntropyLoss().Apply(Scores(Numbers(inputs[0])), inputs[1])[0];
            var variables = _variables;
            var gradients = Gradients.Of(loss, [.. variables.Select(v => v.Read())]);
            for (var i = 0; i < variables.Count; i++)
            {
                var velocity = (_velocities[variables[i]].Read() * 0.9f) - (gradients[i] * LearningRate.Read());
                GraphBuilder.Current!.Update(_velocities[variables[i]], velocity);
                GraphBuilder.Current!.Update(variables[i], variables[i].Read() + velocity);
            }

            return [("loss", loss)];
        });

    public BundleOptions Options(bool isTraining, params int[] batches) => new()
    {
        Name = _name,
        Training = isTraining ? new BundleTraining(Step) { BatchSizes = batches, LearningRate = LearningRate } : null,
        Files = new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["test.html"] = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Test</title>"u8.ToArray(),
        },
    };

    /// <summary>The probabilities of random images, one after the other.</summary>
    public float[] Infer(int images, uint seed, Target? target = null)
    {
        var single = new Dictionary<string, int> { [Bundle.BatchDimension] = 1 };
        var session = new Session(Planner.Plan(Inference, target ?? CpuTargets.Best, dimensions: single));
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
    public (float[] Losses, Dictionary<string, byte[]> Variables) Train(
        int steps, int batch, float learningRate, uint seed, Target? target = null)
    {
        var session = new Session(Planner.Plan(Step(batch), target ?? CpuTargets.Best));
        MemoryMarshal.Cast<byte, float>(session.State[LearningRate])[0] = learningRate;
        var random = new TestRandom(seed);
        var losses = new float[steps];
        for (var i = 0; i < steps; i++)
        {
            random.Fill(session.Input<byte>("image"));
            foreach (ref var label in session.Input<int>("label")) label = random.NextByte() % Classes;
            session.Run();
            losses[i] = session.Output<float>("loss")[0];
        }

        return (losses, Stored(session.Plan.State.Variables, session.State.Store));
    }

    /// <summary>What the same training makes of the variables where each load and store is checked.</summary>
    public Dictionary<string, byte[]> Interpret(int steps, int batch, float learningRate, uint seed)
    {
        var interpreter = new PlanInterpreter(Planner.Plan(Step(batch), CpuTargets.Best));
        BitConverter.TryWriteBytes(interpreter[LearningRate], learningRate);
        var random = new TestRandom(seed);
        var (image, label) = (new Tensor(Images(batch)), new Tensor(Labels(batch)));
        for (var i = 0; i < steps; i++)
        {
            random.Fill(image.Bytes);
            foreach (ref var number in MemoryMarshal.Cast<byte, int>(label.Bytes)) number = random.NextByte() % Classes;
            interpreter.Run(new Dictionary<string, Tensor> { ["image"] = image, ["label"] = label });
        }

        return Stored(interpreter.Plan.State.Variables, interpreter.Store);
    }

    /// <summary>The variables' bytes once stored; their values are then again as they were.</summary>
    private static Dictionary<string, byte[]> Stored(IEnumerable<Variable> variables, Action store)
    {
        var before = variables.ToDictionary(v => v, v => v.Value.Bytes.ToArray());
        store();
        var after = before.Keys.ToDictionary(v => v.Name, v => v.Value.Bytes.ToArray());
        foreach (var (variable, bytes) in before) bytes.CopyTo(variable.Value.Bytes);
        return after;
    }

    /// <summary>What the network gives for an image of numbers up to 1.</summary>
    protected abstract Tensor Scores(Tensor image);

    /// <summary>A variable of random numbers, as large as a layer with so many inputs and outputs has them.</summary>
    protected Variable Weights(string name, int fanIn, int fanOut, params int[] shape)
    {
        var numbers = new float[shape.Aggregate(1, (count, size) => count * size)];
        foreach (ref var number in numbers.AsSpan()) number = (_random.NextByte() - 127.5f) / 127.5f * MathF.Sqrt(6f / (fanIn + fanOut));
        return Add(new Variable(name, Tensor.From(numbers, shape)));
    }

    /// <summary>A variable of zeros.</summary>
    protected Variable Bias(string name, int size) => Add(new Variable(name, new Tensor(TensorType.Float(size))));

    private Variable Add(Variable variable)
    {
        _variables.Add(variable);
        _velocities.Add(variable, new Variable(variable.Name + "/velocity", new Tensor(variable.Type), isTrainable: false));
        return variable;
    }

    private Graph Trace() => Graph.Trace([("image", new TensorType(ElementType.UInt8, new Shape(Bundle.BatchDimension, Pixels)))], inputs =>
        [("probabilities", Scores(Numbers(inputs[0])).Softmax(-1))]);

    private static TensorType Images(int batch) => new(ElementType.UInt8, Shape.Of(batch, Pixels));

    private static TensorType Labels(int batch) => new(ElementType.Int32, Shape.Of(batch));

    private static Tensor Numbers(Tensor image) => image.Cast(ElementType.Float) * (1 / 255f);
}
