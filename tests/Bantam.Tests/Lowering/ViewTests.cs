using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Convolution;
using Bantam.Operators.Movement;
using Bantam.Operators.Pooling;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Operators;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Lowering;

/// <summary>Parts of concatenations are computed where they will lie, and slices are read where they were cut: nothing is copied.</summary>
public sealed class ViewTests
{
    private static readonly TensorType Image = TensorType.Float(1, 8, 6, 6);

    /// <summary>Nets by name, and how many copies are left, with the pads of convolutions not counted.</summary>
    public static TheoryData<string, int> Nets => new()
    {
        { "fire module", 0 },
        { "shuffle unit without a shuffle", 1 },
        { "dense block", 1 },
        { "the same twice", 1 },
        { "a part that is an output", 1 },
        { "a slice in the place of what it is cut from", 0 },
        { "rows of a batch of one", 0 },
        { "detector heads", 0 },
        { "pooled branches", 0 },
        { "a slice of a slice of a part", 0 },
        { "one channel", 2 },
        { "a slice of a part", 0 },
        { "interleaved pixels", 0 },
    };

    [Theory]
    [MemberData(nameof(Nets))]
    public void Parts_and_slices_are_not_copied(string name, int copies)
    {
        var graph = Graph.Trace([("x", Image)], given => [.. Net(name, given[0]).Select((y, i) => ($"y{i}", y))]);
        var values = new Dictionary<string, Tensor> { ["x"] = Between(-1, 1, Image.Shape.Sizes, seed: 3) };
        var expected = Bantam.Execution.ReferenceExecutor.Run(graph, values);
        foreach (var target in CpuTargets.All)
        {
            var plan = Planner.Plan(graph, target);
            Assert.Equal(copies, plan.Calls.Count(IsCopy));
            var actual = PlanInterpreter.Run(plan, values);
            foreach (var (output, tensor) in expected)
                Tensors.AssertClose(tensor.Span<float>(), actual[output], 1e-5, $"{name}, {output}, {target.Name}");
        }
    }

    /// <summary>Nets with windows that look beyond the image, and how many frames are filled without a copy of what is inside.</summary>
    public static TheoryData<string, int> Frames => new()
    {
        { "convolutions one after another", 2 },
        { "a batch", 2 },
        { "a residual", 1 },
        { "depthwise", 1 },
        { "pooled", 1 },
        { "groups", 1 },
        { "one column a group", 2 },
        { "one column a group of a signal", 2 },
        { "a signal", 1 },
        { "parts of a frame", 1 },
        { "read by others", 2 },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public void What_is_padded_is_computed_inside_of_its_frame(string name, int frames)
    {
        var image = name switch
        {
            "a batch" => TensorType.Float(3, 8, 6, 7),
            "a signal" or "one column a group of a signal" => TensorType.Float(2, 8, 9),
            _ => Image,
        };
        var graph = Graph.Trace([("x", image)], given => [("y", Framed(name, given[0]))]);
        var values = new Dictionary<string, Tensor> { ["x"] = Between(-1, 1, image.Shape.Sizes, seed: 3) };
        var expected = Bantam.Execution.ReferenceExecutor.Run(graph, values)["y"];
        foreach (var target in CpuTargets.All)
        {
            var plan = Planner.Plan(graph, target);
            Assert.Equal(frames, plan.Calls.Count(c => c.Kernel.Name == "pad-frame"));
            var actual = PlanInterpreter.Run(plan, values)["y"];
            Tensors.AssertClose(expected.Span<float>(), actual, 1e-5, $"{name}, {target.Name}");
            var session = new Bantam.Execution.Session(plan, threads: 2);
            for (var run = 0; run < 2; run++)
            {
                values["x"].Bytes.CopyTo(session.InputBytes("x"));
                session.Run();
            }

            Assert.True(actual.AsSpan().SequenceEqual(session.OutputBytes("y")), $"{name}, {target.Name}");
        }
    }

    private static Tensor Framed(string name, Tensor x)
    {
        switch (name)
        {
            case "convolutions one after another" or "a batch":
                return Convolved(Convolved(Convolved(x, 5, 1).Relu(), 9, 3).Relu(), 4, 3);
            case "a residual":
                var body = Convolved(x, 8, 1).Relu();
                return Convolved((Convolved(body, 8, 1) + body).Relu(), 4, 3);
            case "depthwise":
                return Convolved(Convolved(x, 8, 1).Relu(), 8, 3, group: 8);
            case "pooled":
                return Convolved(new MaxPool(new PoolAttributes([2, 2], [2, 2], [0, 0, 0, 0])).ApplyOne(x), 4, 3);
            case "groups":
                return Convolved(Convolved(x, 8, 1, group: 2).Relu(), 6, 3, group: 2);
            case "one column a group":
                return Convolved((Convolved(Convolved(x, 4, 3, group: 4), 4, 3, group: 1) + 0.5f).Relu(), 4, 3, group: 4);
            case "one column a group of a signal":
                var halves = new Conv(new ConvolutionAttributes([1], [0, 0], [1], 2)).ApplyOne(x, Numbers(2, 4, 1) * 0.1f);
                var wider = new Conv(new ConvolutionAttributes([1], [1, 1], [1])).ApplyOne(halves, Numbers(4, 2, 3) * 0.1f).Relu();
                return new Conv(new ConvolutionAttributes([1], [1, 1], [1])).ApplyOne(wider, Numbers(3, 4, 3) * 0.1f);
            case "a signal":
                var signal = new Conv(new ConvolutionAttributes([1], [0, 0], [1])).ApplyOne(x, Numbers(5, 8, 1) * 0.1f).Relu();
                return new Conv(new ConvolutionAttributes([1], [1, 1], [1])).ApplyOne(signal, Numbers(3, 5, 3) * 0.1f);
            case "parts of a frame":
                return Convolved(Join(Convolved(x, 5, 1).Relu(), Convolved(x, 4, 1)), 4, 3);
            default:
                var shared = Convolved(x, 5, 1).Relu();
                return Convolved(shared, 4, 3) + Convolved(shared, 4, 1) + Convolved(Convolved(shared, 5, 1), 4, 3);
        }
    }

    private static bool IsCopy(KernelCall call) =>
        call.Kernel.Name.StartsWith("strided", StringComparison.Ordinal) && !call.Label.Contains("Pad", StringComparison.Ordinal);

    private static Tensor[] Net(string name, Tensor x)
    {
        switch (name)
        {
            case "fire module":
                var squeezed = Convolved(x, 4, 1).Relu();
                return [Convolved(Join(Convolved(squeezed, 8, 1).Relu(), Convolved(squeezed, 8, 3).Relu()), 4, 1)];
            case "shuffle unit without a shuffle":
                var both = Convolved(x, 8, 1);
                return [Convolved(Join(Channels(both, 0, 4), Convolved(Channels(both, 4, 8), 4, 3, group: 4).Relu()) + both, 8, 1)];
            case "dense block":
                // The input stays where it is given, and is copied once.
                var first = Join(x, Convolved(x, 4, 3));
                var second = Join(first, Convolved(first, 4, 3));
                return [Convolved(second, 4, 1)];
            case "the same twice":
                var part = Convolved(x, 4, 1);
                return [Convolved(Join(part, part), 4, 1)];
            case "a part that is an output":
                var shown = Convolved(x, 4, 1);
                return [shown, Convolved(Join(shown, Convolved(x, 4, 1).Relu()), 4, 1)];
            case "a slice in the place of what it is cut from":
                var whole = x.Sigmoid().Reshape(8, 36);
                return [whole - whole.Slice([0], [0], [1]), whole.Exp()];
            case "rows of a batch of one":
                var rows = x.Sigmoid();
                var (upper, lower) = (rows.Slice([1], [0], [2]), rows.Slice([1], [2], [8]));
                return [new Concat(1).ApplyOne(lower.Relu(), upper.Exp()) * 2f];
            case "detector heads":
                return [new Concat(1).ApplyOne(Head(x, 6), Head(Convolved(x, 8, 3), 9)).Sigmoid()];
            case "pooled branches":
                var pool = new PoolAttributes([3, 3], [1, 1], [0, 0, 0, 0]);
                var left = new MaxPool(pool).ApplyOne(Channels(Convolved(x, 8, 1).Relu(), 0, 5));
                return [Convolved(Join(left, Convolved(x, 3, 3, pad: 0)), 4, 1)];
            case "a slice of a slice of a part":
                var inner = Channels(Channels(Join(Convolved(x, 6, 1).Relu(), Convolved(x, 6, 1)), 1, 11), 3, 8);
                return [Convolved(inner, 4, 3)];
            case "interleaved pixels":
                var strided = new ConvolutionAttributes([2, 2], [1, 1, 1, 1], [1, 1], 1);
                return [new ConvInputGradient(strided, [12, 12]).ApplyOne(x, Between(-1, 1, [8, 5, 3, 3], seed: 8)).Relu()];
            case "one channel":
                return [Convolved(Join(Convolved(x, 1, 1), Convolved(x, 1, 1).Relu()), 4, 1)];
            default:
                var joined = Join(Convolved(x, 6, 1).Relu(), Convolved(x, 5, 1));
                return [Convolved(Channels(joined, 4, 9).Tanh(), 4, 1), Convolved(joined, 2, 1)];
        }
    }

    private static Tensor Head(Tensor x, int channels) => Convolved(x, channels, 3).Transpose(0, 2, 3, 1).Reshape(1, -1, 3);

    private static Tensor Join(params Tensor[] parts) => new Concat(1).ApplyOne(parts);

    private static Tensor Channels(Tensor x, int from, int to) => x.Slice([1], [from], [to]);

    private static Tensor Convolved(Tensor x, int outputs, int window, int group = 1, int pad = -1)
    {
        var side = pad < 0 ? window / 2 : pad;
        var attributes = new ConvolutionAttributes([1, 1], [side, side, side, side], [1, 1], group);
        return new Conv(attributes).ApplyOne(x, Numbers(outputs, x.Shape[1].Size / group, window, window) * 0.1f, Numbers(outputs));
    }
}
