using Bantam.Autodiff;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Tests.Operators;

namespace Bantam.Tests.Autodiff;

/// <summary>Gradients of what was run line by line: those of a trace, of any operator, also of gradients.</summary>
public sealed class RecordingTests
{
    public static TheoryData<string> Cases => OperatorCases.Where(c => c.IsDifferentiable);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Recorded_gradients_are_those_of_a_trace(string name)
    {
        var one = OperatorCases.Find(name).InDouble();
        var expected = ReferenceExecutor.Run(one.TraceGradients(), one.Given);
        var recording = Gradients.Record(() => one.Loss([.. one.Given.Values]));
        Near(expected["loss"], recording.Result);
        var floating = one.Given.Where(g => g.Value.Element == ElementType.Double).ToArray();
        var gradients = recording.GradientsOf([.. floating.Select(g => g.Value)]);
        foreach (var ((input, _), gradient) in floating.Zip(gradients)) Near(expected[$"d {input}"], gradient);
    }

    [Fact]
    public void Gradients_of_gradients_are_recorded_outside()
    {
        var x = Tensor.From([2.0, 3.0]);
        var outer = Gradients.Record(() => Gradients.Record(() => x.Pow(3).ReduceSum()).GradientsOf(x)[0].Pow(2).ReduceSum());
        Assert.Equal([144.0, 729.0], Squares(3 * 2 * 2, 3 * 3 * 3));
        Assert.Equal(144 + 729, outer.Result.Span<double>()[0], 1e-9);

        // The sum of (3x²)² has the gradient 36x³.
        Assert.Equal([36 * 8.0, 36 * 27.0], outer.GradientsOf(x)[0].ToArray<double>());

        static double[] Squares(params double[] numbers) => [.. numbers.Select(n => n * n)];
    }

    [Fact]
    public void Third_derivatives_are_too()
    {
        var x = Tensor.Scalar(0.7);
        var third = Gradients.Record(
            () => Gradients.Record(() => Gradients.Record(() => x.Sin()).GradientsOf(x)[0]).GradientsOf(x)[0]).GradientsOf(x)[0];
        Assert.Equal(-Math.Cos(0.7), third.Span<double>()[0], 1e-12);
    }

    [Fact]
    public void Conditions_may_depend_on_what_was_computed()
    {
        var x = Tensor.Scalar(1.5);
        var recording = Gradients.Record(() =>
        {
            var y = x;
            while (y.Span<double>()[0] < 100) y *= y;
            return y;
        });

        // 1.5, squared until it is 100 or more, is its sixteenth power.
        Assert.Equal(Math.Pow(1.5, 16), recording.Result.Span<double>()[0], 1e-9);
        Assert.Equal(16 * Math.Pow(1.5, 15), recording.GradientsOf(x)[0].Span<double>()[0], 1e-9);
    }

    [Fact]
    public void A_tensor_may_be_read_many_times_and_an_operator_may_change_nothing()
    {
        var x = Tensor.From([1.0, 2.0]);
        var recording = Gradients.Record(
            () => (x.Reshape(Shape.Of(2)) + x.View(Shape.Of(2, 1)).ReduceSum() + x.Cast(ElementType.Double)).ReduceSum());
        Assert.Equal([4.0, 4.0], recording.GradientsOf(x)[0].ToArray<double>());
    }

    [Fact]
    public void What_the_result_does_not_depend_on_has_a_gradient_of_zeros()
    {
        var (x, y) = (Tensor.From([1.0, 2.0]), Tensor.From([3.0]));
        var recording = Gradients.Record(() => x.ReduceSum());
        Assert.Equal([0.0], recording.GradientsOf(y)[0].ToArray<double>());
    }

    [Fact]
    public void Variables_have_gradients()
    {
        var w = new Variable("w", Tensor.From([1f, 2f]));
        var recording = Gradients.Record(() => (w.Read() * w).ReduceSum());
        var (weight, gradient) = Assert.Single(recording.GradientsOf([w]));
        Assert.Same(w, weight);
        Assert.Equal([2f, 4f], gradient.ToArray<float>());
    }

    [Fact]
    public void A_vector_has_no_gradient()
    {
        var x = Tensor.From([1.0, 2.0]);
        var error = Assert.Throws<ShapeException>(() => Gradients.Record(() => x * x).GradientsOf(x));
        Assert.Contains("Reduce it with a mean or a sum", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_trace_writes_inside_is_differentiated_there()
    {
        var graph = Graph.Trace([("x", TensorType.Float(2))], given =>
        {
            var recording = Gradients.Record(() => given[0].Pow(2).ReduceSum());
            return [("dx", recording.GradientsOf(given[0])[0])];
        });
        var dx = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = Tensor.From([1f, 3f]) })["dx"];
        Assert.Equal([2f, 6f], dx.ToArray<float>());
    }

    private static void Near(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Type, actual.Type);
        foreach (var (e, a) in expected.ToDoubles().Zip(actual.ToDoubles()))
            Assert.True(Math.Abs(e - a) <= 1e-9 * Math.Max(1, Math.Abs(e)) || (double.IsNaN(e) && double.IsNaN(a)), $"{a} must be {e}.");
    }
}
