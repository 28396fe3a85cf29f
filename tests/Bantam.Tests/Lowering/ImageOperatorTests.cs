using Bantam.Autodiff;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Operators.Convolution;
using Bantam.Operators.Pooling;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Lowering;

/// <summary>
/// A convolutional network as a plan: forward and gradients agree with the reference, and all widths with each other bit for bit.
/// </summary>
public sealed class ImageOperatorTests
{
    private const double Tolerance = 2e-4;

    [Fact]
    public void A_small_convolutional_network_agrees_with_the_reference()
    {
        Tensor[] variables =
        [
            Tensors.Random([6, 1, 3, 3], 1), Tensors.Random([6], 2), Tensors.Random([4, 6, 3, 3], 3), Tensors.Random([5 * 5 * 4, 3], 4),
        ];
        Check([2, 1, 14, 14], variables, (x, v) =>
        {
            x = new Conv(ConvolutionAttributes.Plain).ApplyOne(x, v[0], v[1]).Relu();
            x = new Conv(ConvolutionAttributes.Plain).ApplyOne(x, v[2]).Tanh();
            x = new MaxPool(new PoolAttributes([2, 2], [2, 2], [0, 0, 0, 0])).ApplyOne(x);
            return x.Transpose(0, 2, 3, 1).Flatten().MatMul(v[3]).Softmax();
        });
    }

    private static void Check(int[] image, Tensor[] variables, Func<Tensor, IReadOnlyList<Tensor>, Tensor> forward)
    {
        var state = variables.Select((value, i) => new Variable($"v{i}", value)).ToArray();
        var x = Tensors.Random(image, 1);
        var graph = Graph.Trace([("x", x.Type)], inputs =>
        {
            Tensor[] parameters = [.. state.Select(s => s.Read())];
            var y = forward(inputs[0], parameters);
            var loss = (y * Tensors.Random(y.Shape.Sizes, 9)).ReduceSum();
            var gradients = Gradients.Of(loss, [inputs[0], .. parameters]);
            return [("y", y), .. gradients.Select((g, i) => ($"g{i}", g))];
        });
        var expected = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = x });
        Dictionary<string, byte[]>? first = null;
        foreach (var target in CpuTargets.All)
        {
            var actual = Run(graph, target, x);
            foreach (var (name, tensor) in expected)
            {
                Tensors.AssertClose(tensor.Span<float>(), actual[name], Tolerance, $"{name} on {target.Name}");
                if (first is null) continue;
                Assert.True(
                    first[name].AsSpan().SequenceEqual(actual[name]),
                    $"{name} on {target.Name} has other bits than on {CpuTargets.All[0].Name}.");
            }

            first ??= actual;
        }
    }

    private static Dictionary<string, byte[]> Run(Graph graph, Target target, Tensor x)
    {
        var session = new Session(Planner.Plan(graph, target));
        Assert.Empty(session.Plan.HostCalls);
        x.Span<float>().CopyTo(session.Input<float>("x"));
        session.Run();
        return graph.Outputs.ToDictionary(o => o.Name, o => session.OutputBytes(o.Name).ToArray());
    }
}
