using Bantam.Operators.Convolution;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ConvInputGradientCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
        WindowCases.Convolutions.Select(c =>
            WindowCases.Case($"ConvInputGradient of {c}", new ConvInputGradient(c.Attributes, c.Size), c.Gradient, c.Weights));
}
