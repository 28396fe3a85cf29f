using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Randomness;

/// <summary>
/// Random bits that every target computes alike: one word of Threefry-2x32-20 an element, the counter being (the element's index,
/// step) and the key (seed, stream). Inputs: seed and step, Int32 scalars. Output: the word's highest bits, Int32. Internal: it is
/// never saved.
/// </summary>
/// <param name="Sizes">The shape.</param>
/// <param name="Stream">Tells apart what draws in one step with one seed; in a graph a number of the node.</param>
/// <param name="Word">Which of the two words, 0 or 1.</param>
/// <param name="Bits">How many of its 32 bits: below 32 the result is not negative.</param>
public sealed record RandomBits(Ints Sizes, int Stream, int Word = 0, int Bits = 32) : ElementwiseOperator, IInternalOperator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override bool UsesElementIndex => true;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs)
    {
        var (first, second) = Threefry.Block((inputs[0], Constant.Integer(Stream)), (new ElementIndex(), inputs[1]));
        var word = Word == 0 ? first : second;
        return Bits == 32 ? word : word >>> (32 - Bits);
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null, null];

    /// <inheritdoc/>
    protected override ElementType Result(OperatorInputs inputs)
    {
        for (var i = 0; i < 2; i++)
            if (inputs[i].Element != ElementType.Int32 || inputs.Shape(i).Rank != 0)
                throw new ShapeException($"seed and step must be Int32 scalars; input {i} is {inputs[i]}.");
        return ElementType.Int32;
    }

    /// <inheritdoc/>
    protected override Shape ResultShape(OperatorInputs inputs) => Shape.Of(Sizes);
}
