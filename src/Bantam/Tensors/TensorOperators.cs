using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Comparison;
using Bantam.Operators.Linear;
using Bantam.Operators.Movement;
using Bantam.Operators.Reduction;

namespace Bantam.Tensors;

/// <summary>The operators as methods: <c>x.MatMul(w) + b</c>. Each applies the operator of its name.</summary>
public sealed partial class Tensor
{
    /// <summary>A float as a scalar tensor.</summary>
    public static implicit operator Tensor(float value) => Scalar(value);

    /// <summary>a + b.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => new Add().ApplyOne(a, b);

    /// <summary>a − b.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => new Sub().ApplyOne(a, b);

    /// <summary>a · b, element by element.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => new Mul().ApplyOne(a, b);

    /// <summary>a / b.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => new Div().ApplyOne(a, b);

    /// <summary>−a.</summary>
    public static Tensor operator -(Tensor a) => new Neg().ApplyOne(a);

    /// <summary>a &gt; b.</summary>
    public static Tensor operator >(Tensor a, Tensor b) => new Greater().ApplyOne(a, b);

    /// <summary>a &lt; b.</summary>
    public static Tensor operator <(Tensor a, Tensor b) => new Greater().ApplyOne(b, a);

    /// <summary>a = b, element by element.</summary>
    public static Tensor Equal(Tensor a, Tensor b) => new Operators.Comparison.Equal().ApplyOne(a, b);

    /// <summary>Where the condition holds x, elsewhere y.</summary>
    public static Tensor Where(Tensor condition, Tensor x, Tensor y) => new Where().ApplyOne(condition, x, y);

    /// <summary>eˣ.</summary>
    public Tensor Exp() => new Exp().ApplyOne(this);

    /// <summary>√x.</summary>
    public Tensor Sqrt() => new Sqrt().ApplyOne(this);

    /// <summary>max(x, 0).</summary>
    public Tensor Relu() => new Relu().ApplyOne(this);

    /// <summary>The elements as another type.</summary>
    public Tensor Cast(ElementType to) => to == Element ? this : new Cast(to).ApplyOne(this);

    /// <summary>The matrix product.</summary>
    public Tensor MatMul(Tensor right) => new MatMul().ApplyOne(this, right);

    /// <summary>The softmax along an axis.</summary>
    public Tensor Softmax(int axis = -1) => new Softmax(axis).ApplyOne(this);

    /// <summary>The logarithm of the softmax along an axis.</summary>
    public Tensor LogSoftmax(int axis = -1) => new LogSoftmax(axis).ApplyOne(this);

    /// <summary>The sum over axes; over all without any.</summary>
    public Tensor ReduceSum(IReadOnlyList<int>? axes = null, bool keepDimensions = false) => new ReduceSum(keepDimensions).ApplyOne(this, Integers(axes));

    /// <summary>The mean over axes; over all without any.</summary>
    public Tensor ReduceMean(IReadOnlyList<int>? axes = null, bool keepDimensions = false) => new ReduceMean(keepDimensions).ApplyOne(this, Integers(axes));

    /// <summary>The largest element over axes; over all without any.</summary>
    public Tensor ReduceMax(IReadOnlyList<int>? axes = null, bool keepDimensions = false) => new ReduceMax(keepDimensions).ApplyOne(this, Integers(axes));

    /// <summary>The sum over the axes along which a smaller shape broadcasts to this one.</summary>
    public Tensor SumTo(Shape smaller)
    {
        if (Shape.Equals(smaller)) return this;
        var extra = Shape.Rank - smaller.Rank;
        var axes = Enumerable.Range(0, Shape.Rank).Where(axis => axis < extra || (smaller[axis - extra] == 1 && Shape[axis] != 1)).ToArray();
        if (axes.Length == extra) return ReduceSum(axes);
        var sum = ReduceSum(axes, keepDimensions: true);
        return extra == 0 ? sum : sum.Squeeze([.. Enumerable.Range(0, extra)]);
    }

    /// <summary>The same elements under another shape; −1 stands for what is left, 0 for the same as here.</summary>
    public Tensor Reshape(params IReadOnlyList<int> shape) => new Reshape().ApplyOne(this, Integers(shape));

    /// <summary>The same elements under another shape.</summary>
    public Tensor Reshape(Shape shape)
    {
        if (Shape.Equals(shape)) return this;
        var open = -1;
        var sizes = new int[shape.Rank];
        for (var i = 0; i < sizes.Length; i++)
        {
            if (shape[i].IsKnown) sizes[i] = shape[i].Size;
            else if (i < Shape.Rank && Shape[i] == shape[i]) sizes[i] = 0;
            else if (open < 0) sizes[open = i] = -1;
            else throw new ShapeException($"{Shape} cannot become {shape} before its names are bound.");
        }

        return new Reshape().ApplyOne(this, Integers(sizes));
    }

    /// <summary>A matrix of the axes before and from an axis on.</summary>
    public Tensor Flatten(int axis = 1) => new Flatten(axis).ApplyOne(this);

    /// <summary>Without axes of size 1.</summary>
    public Tensor Squeeze(params IReadOnlyList<int> axes) => new Squeeze().ApplyOne(this, axes.Count == 0 ? null : Integers(axes));

    /// <summary>With axes of size 1, counted in the result.</summary>
    public Tensor Unsqueeze(params IReadOnlyList<int> axes) => new Unsqueeze().ApplyOne(this, Integers(axes));

    /// <summary>The axes in another order.</summary>
    public Tensor Transpose(params IReadOnlyList<int> permutation) => new Transpose(Ints.From(permutation)).ApplyOne(this);

    /// <summary>The last two axes exchanged.</summary>
    public Tensor TransposeLast() => Transpose([.. Enumerable.Range(0, Shape.Rank - 2), Shape.Rank - 1, Shape.Rank - 2]);

    /// <summary>Broadcast to a shape.</summary>
    public Tensor Expand(Shape shape) => Shape.Equals(shape) ? this : new Expand().ApplyOne(this, Integers(shape.Sizes));

    private static Tensor? Integers(IReadOnlyList<int>? numbers) =>
        numbers is null ? null : From<long>([.. numbers.Select(n => (long)n)], Shape.Of(numbers.Count));
}
