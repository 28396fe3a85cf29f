using Bantam.Execution;
using Bantam.Tensors;

namespace Bantam.Tests.Operators;

/// <summary>Gradients against central differences, both in double precision.</summary>
public sealed class GradientTests
{
    private const double Step = 1e-5, Tolerance = 1e-6;

    /// <summary>Elements of an input that are moved; of larger inputs some are picked.</summary>
    private const int MostElements = 24;

    public static TheoryData<string> Cases => OperatorCases.Where(c => c.IsDifferentiable);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_agree_with_central_differences(string name)
    {
        var one = OperatorCases.Find(name).InDouble();
        var given = one.Given;
        var graph = one.TraceGradients();
        var outputs = ReferenceExecutor.Run(graph, given);
        var checkedInputs = 0;
        foreach (var (input, tensor) in given.Where(g => g.Value.Element == ElementType.Double))
        {
            checkedInputs++;
            var analytic = outputs[$"d {input}"];
            Assert.Equal(tensor.Type, analytic.Type);
            var elements = tensor.Span<double>();
            for (var pick = 0; pick < Math.Min(elements.Length, MostElements); pick++)
            {
                var i = elements.Length <= MostElements ? pick : (int)((pick + 1) * 0.618 * elements.Length) % elements.Length;
                var old = elements[i];
                elements[i] = old + Step;
                var above = ReferenceExecutor.Run(graph, given)["loss"].Span<double>()[0];
                elements[i] = old - Step;
                var below = ReferenceExecutor.Run(graph, given)["loss"].Span<double>()[0];
                elements[i] = old;
                var numeric = (above - below) / (2 * Step);
                var found = analytic.Span<double>()[i];
                if (!(Math.Abs(numeric - found) <= Tolerance * Math.Max(1, Math.Abs(numeric))))
                    Assert.Fail($"the gradient of {input}[{i}] is {found:R}, by differences {numeric:R}.\n{graph}");
            }
        }

        Assert.True(checkedInputs > 0, "The case has no input whose gradient could be checked.");
    }
}
