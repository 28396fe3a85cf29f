using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Convolution;
using Bantam.Operators.Movement;
using Bantam.Operators.Pooling;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Operators;

namespace Bantam.Tests.Lowering;

/// <summary>
/// Random nets of convolutions in groups, pooling, concatenations, slices and residuals on images and signals of odd sizes, with values
/// that are outputs as well: what lies inside of what differs from net to net. Every width computes what the reference does.
/// </summary>
public sealed class RandomImageNetTests
{
    private const int Batches = 8, NetsInBatch = 30, MostLayers = 6, MostElements = 6000;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Batches)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Compiled_nets_compute_what_the_reference_does(int batch)
    {
        for (var net = 0; net < NetsInBatch; net++)
        {
            var seed = (batch * NetsInBatch) + net;
            var graph = Net(new Random(seed), seed);
            var input = graph.Inputs[0];
            var given = new Dictionary<string, Tensor> { ["x"] = CaseTensors.Between(-1, 1, input.Type.Shape.Sizes, seed) };
            var expected = ReferenceExecutor.Run(graph, given);
            foreach (var target in CpuTargets.All)
            {
                var session = new Session(Planner.Plan(graph, target), threads: 1 + (net % 3));
                given["x"].Bytes.CopyTo(session.InputBytes("x"));
                session.Run();
                foreach (var (name, tensor) in expected)
                    Tensors.AssertClose(
                        tensor.Span<float>(), session.OutputBytes(name).ToArray(), 1e-4, $"net {seed}, {name}, {target.Name}\n{graph}");
            }
        }
    }

    private static Graph Net(Random random, int seed)
    {
        int[] spatial = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(5, 15))];
        var type = new TensorType(ElementType.Float, Shape.Of([random.Next(1, 4), 4 * random.Next(1, 5), .. spatial]));
        return Graph.Trace([("x", type)], given =>
        {
            var (x, outputs) = (given[0], new List<(string, Tensor)>());
            for (var layer = random.Next(2, MostLayers); layer >= 0; layer--)
            {
                x = Layer(random, x, seed + layer);
                if (random.Next(6) == 0) outputs.Add(($"shown{layer}", x));
                if (x.Shape.ElementCount > MostElements || x.Shape.Skip(2).Any(d => d.Size < 3)) break;
            }

            return [.. outputs, ("y", x * 0.5f)];
        });
    }

    private static Tensor Layer(Random random, Tensor x, int seed)
    {
        var channels = x.Shape[1].Size;
        switch (random.Next(9))
        {
            case 0:
                return new MaxPool(new PoolAttributes(All(x, 2), All(x, 1), Sides(x, _ => 0))).ApplyOne(x);
            case 1:
                return new Concat(1).ApplyOne(x, Convolved(random, x, seed, keepsSize: true));
            case 2:
                return Convolved(random, x, seed, keepsSize: true, channels) + x;
            case 3 when channels > 3:
                return x.Slice([1], [1], [channels - 1]).Relu();
            default:
                var y = Convolved(random, x, seed, keepsSize: random.Next(2) == 0);
                return random.Next(3) == 0 ? y : y.Relu();
        }
    }

    private static Tensor Convolved(Random random, Tensor x, int seed, bool keepsSize, int? kept = null)
    {
        var channels = x.Shape[1].Size;
        int[] groups = [.. Enumerable.Range(1, channels).Where(g => channels % g == 0 && (kept is null || kept % g == 0))];
        var group = groups[random.Next(groups.Length)];
        var outputs = kept ?? group * random.Next(1, Math.Max(2, 12 / group));
        var window = random.Next(2) == 0 ? 1 : 3;
        var stride = keepsSize || random.Next(3) > 0 ? 1 : 2;
        var pads = Sides(x, _ => keepsSize ? window / 2 : random.Next(0, 3));
        var weights = CaseTensors.Between(-0.5, 0.5, [outputs, channels / group, .. All(x, window)], seed);
        var attributes = new ConvolutionAttributes(All(x, stride), pads, All(x, 1), group);
        return random.Next(2) == 0
            ? new Conv(attributes).ApplyOne(x, weights)
            : new Conv(attributes).ApplyOne(x, weights, CaseTensors.Between(-1, 1, [outputs], seed + 1));
    }

    private static Ints All(Tensor x, int number) => Ints.From(Enumerable.Repeat(number, x.Shape.Rank - 2));

    private static Ints Sides(Tensor x, Func<int, int> pad) => Ints.From(Enumerable.Range(0, 2 * (x.Shape.Rank - 2)).Select(pad));
}
