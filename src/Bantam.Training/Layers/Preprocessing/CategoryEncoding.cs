using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>Integers from 0 on as vectors of floats: [batch] or [batch, n] → [batch, numTokens], or one for each number.</summary>
/// <param name="numTokens">How many numbers there are, 1 or more.</param>
/// <param name="outputMode">What stands for the numbers.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
public sealed class CategoryEncoding(int numTokens, CategoryOutput outputMode = CategoryOutput.MultiHot, string? name = null) : Layer(name)
{
    private readonly int _count = Hyperparameter.AtLeast(1, numTokens, nameof(numTokens));

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => Encode(input, _count, outputMode);

    /// <summary>Numbers of categories, of which there are so many, in a mode.</summary>
    internal static Tensor Encode(Tensor numbers, int count, CategoryOutput mode)
    {
        if (mode == CategoryOutput.Int) return numbers;
        if (!numbers.Element.IsInteger() && !numbers.Element.IsFloating())
            throw new ShapeException($"categories are integers; these are {numbers.Type}. Put a StringLookup before it.");
        var indices = numbers.Element == ElementType.Int64 ? numbers : numbers.Cast(ElementType.Int64);
        if (mode == CategoryOutput.OneHot && indices.Shape is { Rank: > 1 } && indices.Shape[-1] == 1) indices = indices.Squeeze(-1);
        if (mode != CategoryOutput.OneHot && indices.Shape.Rank == 1) indices = indices.Unsqueeze(1);
        var vectors = new OneHot().ApplyOne(indices, Tensor.Scalar((long)count), Tensor.From([0f, 1f], 2));
        return mode switch
        {
            CategoryOutput.OneHot => vectors,
            CategoryOutput.MultiHot => vectors.ReduceMax([-2]),
            _ => vectors.ReduceSum([-2]),
        };
    }
}
