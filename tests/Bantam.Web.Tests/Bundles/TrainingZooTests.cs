using System.Text.Json;
using Bantam.Autodiff;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Web;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Steps;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>All optimizers and losses, in one step of one page, come to the bits that they come to on .NET.</summary>
[Trait("Needs", "browser")]
public sealed class TrainingZooTests(Chromium chromium)
{
    private const int Batch = 4, In = 5, Out = 3, Steps = 8;
    private const float Rate = 0.02f;

    private static readonly Optimizer[] Optimizers =
    [
        new SGD(momentum: 0.9f, nesterov: true) { UseEma = true, EmaOverwriteFrequency = 3 }, new Adam(amsgrad: true), new AdamW(),
        new Adamax(), new Nadam(), new Lamb(), new Adagrad(), new Adadelta(), new RMSprop(momentum: 0.5f, centered: true),
        new Windowgrad(), new Lion(), new Ftrl(l1RegularizationStrength: 0.01f), new SGD { ClipValue = 0.1f }, new SGD { ClipNorm = 0.1f },
        new Adam { GradientAccumulationSteps = 3 }, new SGD { LossScale = LossScale.Static(2) },
        new SGD { LossScale = LossScale.Dynamic(2, 3) },
    ];

    [Theory]
    [InlineData("wasm-relaxed")]
    [InlineData("js")]
    public async Task Each_trains_in_a_page_to_the_bits_of_dotnet(string backend)
    {
        var zoo = new Zoo();
        var bundle = Bundle.Compile(zoo.Inference, new BundleOptions
        {
            Name = "zoo",
            Training = new BundleTraining(_ => zoo.Step) { BatchSizes = [Batch], LearningRate = zoo.State.LearningRate },
            Files = new Dictionary<string, ReadOnlyMemory<byte>> { ["test.html"] = "<!doctype html><title>Test</title>"u8.ToArray() },
        });
        await using var opened = await BundlePage.OpenAsync(chromium, bundle);
        var result = await opened.RunAsync<JsonElement>(
            """
            const model = await load("./model.json", { backend: argument.backend });
            const trainer = await model.trainer({ learningRate: argument.rate });
            const random = new TestRandom(3), losses = [];
            for (let i = 0; i < argument.steps; i++) {
              const x = Float32Array.from(random.bytes(argument.count), b => (b - 128) / 64);
              losses.push((await trainer.step({ x })).loss);
            }
            return { fused: model.fused, losses: bits(Float32Array.from(losses)), weights: base64(await model.save("bytes:")) };
            """, new { backend, rate = (double)Rate, steps = Steps, count = Batch * In });
        var (losses, variables) = zoo.Train(result.GetProperty("fused").GetBoolean() ? CpuTargets.Best : TestNet.Unfused);
        var saved = Safetensors.Read(result.GetProperty("weights").GetBytesFromBase64());
        Assert.Equal(variables.Keys.Order(), saved.Keys.Order());
        foreach (var (name, bytes) in variables) Assert.True(bytes.AsSpan().SequenceEqual(saved[name]), $"{name} differs.");
        var inPage = result.GetProperty("losses").EnumerateArray().Select(b => b.GetUInt32());
        Assert.Equal(losses.Select(BitConverter.SingleToUInt32Bits), inPage);
        Assert.All(losses, loss => Assert.True(float.IsFinite(loss)));
    }

    private sealed class Zoo
    {
        private readonly List<Variable> _weights = [];
        private readonly Variable _ofLosses;

        public Zoo()
        {
            var random = new TestRandom(1);
            for (var i = 0; i < Optimizers.Length; i++) _weights.Add(Weight($"{i} {Optimizers[i].GetType().Name}", Out));
            _ofLosses = Weight("losses", 12);
            Step = Graph.Trace([("x", TensorType.Float(Batch, In))], inputs => Learn(inputs[0]));
            Inference = Graph.Trace([("x", new TensorType(ElementType.Float, new Shape(Bundle.BatchDimension, In)))], inputs =>
                [("y", Tensor.Concat(1, [.. _weights.Append(_ofLosses).Select(w => inputs[0].MatMul(w))]))]);

            Variable Weight(string name, int outputs) => new(
                name, Tensor.From([.. Enumerable.Range(0, In * outputs).Select(_ => (random.NextByte() - 128) / 256f)], In, outputs));
        }

        public Graph Inference { get; }

        public Graph Step { get; }

        public TrainingState State { get; } = new();

        public (float[] Losses, Dictionary<string, byte[]> Variables) Train(Target target)
        {
            var session = new Session(Planner.Plan(Step, target));
            BitConverter.TryWriteBytes(session.State[State.LearningRate], Rate);
            var random = new TestRandom(3);
            var losses = new float[Steps];
            for (var i = 0; i < Steps; i++)
            {
                foreach (ref var x in session.Input<float>("x")) x = (random.NextByte() - 128) / 64f;
                session.Run();
                losses[i] = session.Output<float>("loss")[0];
            }

            var variables = session.Plan.State.Variables.ToDictionary(v => v, v => v.Value.Bytes.ToArray());
            session.State.Store();
            var trained = variables.Keys.ToDictionary(v => v.Name, v => v.Value.Bytes.ToArray());
            foreach (var (variable, bytes) in variables) bytes.CopyTo(variable.Value.Bytes);
            return (losses, trained);
        }

        private (string, Tensor)[] Learn(Tensor x)
        {
            var goal = Tensor.From([.. Enumerable.Range(0, Batch * Out).Select(i => (i % 5) - 1.5f)], Batch, Out);
            var total = _weights.Select(w => new MeanSquaredError().Apply(x.MatMul(w), goal)).Append(AllLosses(x.MatMul(_ofLosses)))
                .Aggregate((a, b) => a + b);
            var gradients = Gradients.Of(total, [.. _weights.Append(_ofLosses).Select(w => w.Read())]);
            for (var i = 0; i < Optimizers.Length; i++) Optimizers[i].Apply([(_weights[i], gradients[i])], State);
            new SGD().Apply([(_ofLosses, gradients[^1])], State);
            GraphBuilder.Current!.Update(State.Step, State.Step + Tensor.Scalar(1));
            return [("loss", total)];
        }

        private static Tensor AllLosses(Tensor scores)
        {
            var table = scores.Slice([1], [0], [Out]);
            var (softmax, sigmoid) = (table.Softmax(), table.Sigmoid());
            var labels = Tensor.From([0, 2, 1, 2]);
            var oneHot = Tensor.From([1f, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1], Batch, Out);
            (Loss Loss, Tensor Prediction, Tensor Target)[] all =
            [
                (new MeanAbsoluteError(), table, oneHot), (new MeanAbsolutePercentageError(), table, oneHot + 1f),
                (new MeanSquaredLogarithmicError(), sigmoid, oneHot), (new Huber(0.5f), table, oneHot), (new LogCosh(), table, oneHot),
                (new Poisson(), sigmoid, oneHot), (new Hinge(), table, oneHot), (new SquaredHinge(), table, oneHot),
                (new CategoricalHinge(), table, oneHot), (new KLDivergence(), softmax, oneHot), (new CosineSimilarity(), table, oneHot),
                (new BinaryCrossentropy(), sigmoid, oneHot), (new CategoricalCrossentropy(labelSmoothing: 0.1f), softmax, oneHot),
                (new SparseCategoricalCrossentropy(fromLogits: true), table, labels), (new BinaryFocalCrossentropy(), sigmoid, oneHot),
                (new CategoricalFocalCrossentropy(gamma: 1.5f), softmax, oneHot), (new Dice(), sigmoid, oneHot),
                (new SvmLoss(), table, labels), (new TripletMarginLoss(), scores.Reshape(Batch, 3, 4), labels),
                (new TripletSemiHardLoss(), table, labels),
                (new CTC(), scores.Reshape(Batch, 3, 4), Tensor.From([1, 2, 3, 0, 2, 2, 1, 0], Batch, 2)),
            ];
            return all.Select(l => l.Loss.Apply(l.Prediction, l.Target)).Aggregate((a, b) => a + b);
        }
    }
}
