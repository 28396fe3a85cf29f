using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ConvWeightGradientCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
        WindowCases.Convolutions.Select(c =>
            WindowCases.Case($"ConvWeightGradient of {c}", new ConvWeightGradient(c.Attributes, Ints.From(c.Kernel)), c.Input, c.Gradient));
}
