using Bantam.Tensors;

namespace Bantam.Tests.Operators;

/// <summary>Tensors for cases, for <c>using static</c>.</summary>
public static class CaseTensors
{
    private const double GoldenRatio = 0.61803398874989485;

    /// <summary>What machines disagree about.</summary>
    public static readonly float[] Special =
        [float.NaN, 0f, -0f, float.PositiveInfinity, float.NegativeInfinity, 1e30f, -1e30f, 1e-30f, -1e-30f, 1f, -1f];

    /// <summary>Shapes that leave remainders at every vector width, and a single number.</summary>
    public static readonly int[][] OddShapes = [[], [1], [13], [15], [17], [33], [3, 5, 7]];

    /// <summary>A vector, or a tensor of a shape.</summary>
    public static Tensor Floats(float[] elements, params int[] shape) => Of(elements, shape);

    /// <summary>A vector.</summary>
    public static Tensor Vector(params float[] elements) => Of(elements, []);

    /// <summary>The numbers 0, 1, 2, ….</summary>
    public static Tensor Counted(int count, params int[] shape) => Of([.. Enumerable.Range(0, count).Select(i => (float)i)], shape);

    /// <summary>Ones.</summary>
    public static Tensor Ones(params int[] shape) => Of([.. Enumerable.Repeat(1f, Shape.Of(shape).ElementCount)], shape);

    /// <summary>A single number.</summary>
    public static Tensor Number(float value) => Tensor.Scalar(value);

    /// <summary>A tensor of any element type; without a shape a vector.</summary>
    public static Tensor Of<T>(T[] elements, params int[] shape) where T : unmanaged =>
        Tensor.From<T>(elements.AsSpan(), shape.Length == 0 ? Shape.Of(elements.Length) : Shape.Of(shape));

    /// <summary>Integers that the graph knows when it is made: axes, shapes.</summary>
    public static CaseInput Fixed(params long[] numbers) => new(Of(numbers, numbers.Length), IsConstant: true);

    /// <summary>A tensor that the graph knows when it is made.</summary>
    public static CaseInput Fixed(Tensor tensor) => new(tensor, IsConstant: true);

    /// <summary>Numbers in (−2, 2), all different, none near 0: multiples of the golden ratio, their whole part left out.</summary>
    public static Tensor Numbers(params int[] shape) => Between(-2, 2, shape);

    /// <summary>Numbers in (¼, 2¼), all different.</summary>
    public static Tensor Positive(params int[] shape) => Between(0.25, 2.25, shape);

    /// <summary>Numbers between two bounds, all different. Other seeds give other numbers.</summary>
    public static Tensor Between(double low, double high, int[] shape, int seed = 0)
    {
        var tensor = new Tensor(new TensorType(ElementType.Float, Shape.Of(shape)));
        var span = tensor.Span<float>();
        for (var i = 0; i < span.Length; i++) span[i] = (float)(low + ((high - low) * (((i + 1 + (seed * 97)) * GoldenRatio) % 1)));
        return tensor;
    }

    /// <summary>Integers from <paramref name="low"/> to before <paramref name="high"/>, as another element type.</summary>
    public static Tensor Integers(ElementType element, int low, int high, params int[] shape)
    {
        var numbers = Between(low, high, shape).ToDoubles();
        return Tensor.FromDoubles(new TensorType(element, Shape.Of(shape)), Array.ConvertAll(numbers, Math.Floor));
    }

    /// <summary>Truth values.</summary>
    public static Tensor Truths(params int[] shape) => Integers(ElementType.Bool, 0, 2, shape);
}
