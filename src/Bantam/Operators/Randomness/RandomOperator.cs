using Bantam.Tensors;

namespace Bantam.Operators.Randomness;

/// <summary>
/// Random numbers that depend on nothing but seed, step, stream and the place in the output. Bantam's addition to ONNX: two more
/// inputs at the end, seed and step, Int32 scalars, so that a graph can hold them in variables; where they are absent the seed is the
/// attribute and the step 0.
/// </summary>
/// <param name="Seed">The seed.</param>
/// <param name="Stream">Tells apart the nodes of one graph.</param>
public abstract record RandomOperator(int Seed, int Stream) : Operator
{
    /// <summary>The bits that a number keeps: as many as a float holds.</summary>
    private const int FloatBits = 24;

    private const double FloatUnit = 1.0 / (1 << FloatBits);

    /// <summary>
    /// Whether each run of a model draws other numbers, as nodes of files do that have no seed; <see cref="Transforms.RandomSteps"/> gives
    /// such the number of the run. Where nothing does, as in a plan of its own, all runs draw those of the first.
    /// </summary>
    public bool DrawsAnew { get; init; }

    /// <inheritdoc/>
    public override bool IsDeterministic => !DrawsAnew;

    /// <summary>How many inputs ONNX' operator has; seed and step come after them.</summary>
    protected abstract int StandardInputs { get; }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var drawn = ((TensorType)Infer(inputs)[0]).Shape;
        return new AxisMap(
            [.. Enumerable.Range(0, inputs.Count).Select(_ => (AxisPart[][]?)null)], [AxisMap.Axes(drawn, AxisMap.Labels(drawn))]);
    }

    /// <summary>The inputs with a seed and a step behind them.</summary>
    internal IReadOnlyList<Tensor?> With(IReadOnlyList<Tensor?> inputs, Tensor seed, Tensor step) =>
        [.. Enumerable.Range(0, StandardInputs).Select(inputs.ElementAtOrDefault), seed, step];

    /// <summary>The element type, if random numbers can have it.</summary>
    protected static ElementType Checked(ElementType element) =>
        element.IsFloating() ? element : throw new ShapeException($"random numbers are floating-point; {element} is not.");

    /// <summary>A function from a flat index and a word, 0 or 1, to a number uniform in [0, 1), for the reference.</summary>
    protected Func<int, int, double> Uniform(IReadOnlyList<NdArray?> inputs)
    {
        var seed = (uint)(int)(inputs.ElementAtOrDefault(StandardInputs)?.Elements[0] ?? Seed);
        var step = (uint)(int)(inputs.ElementAtOrDefault(StandardInputs + 1)?.Elements[0] ?? 0);
        return (index, word) =>
        {
            var (first, second) = Threefry.Block(seed, (uint)Stream, (uint)index, step);
            return ((word == 0 ? first : second) >> (32 - FloatBits)) * FloatUnit;
        };
    }

    /// <summary>Numbers uniform between two bounds, for the reference.</summary>
    protected NdArray UniformReference(IReadOnlyList<NdArray?> inputs, TensorType type, float low, float high)
    {
        var uniform = Uniform(inputs);
        return new NdArray(type, [.. Enumerable.Range(0, type.Shape.ElementCount).Select(i => low + ((high - low) * uniform(i, 0)))]);
    }

    /// <summary>Normal numbers, for the reference.</summary>
    protected NdArray NormalReference(IReadOnlyList<NdArray?> inputs, TensorType type, float mean, float scale)
    {
        var uniform = Uniform(inputs);
        var numbers = Enumerable.Range(0, type.Shape.ElementCount).Select(i => mean + (scale * Normal(uniform(i, 0), uniform(i, 1))));
        return new NdArray(type, [.. numbers]);
    }

    /// <summary>Numbers uniform in [0, 1): the highest 24 bits of a word times 2⁻²⁴.</summary>
    protected Tensor Uniform(IReadOnlyList<Tensor?> inputs, Shape shape, ElementType element, int word = 0)
    {
        var seed = inputs.ElementAtOrDefault(StandardInputs) ?? Tensor.Scalar(Seed);
        var step = inputs.ElementAtOrDefault(StandardInputs + 1) ?? Tensor.Scalar(0);
        return new RandomBits(Ints.From(shape.Sizes), Stream, word, FloatBits).ApplyOne(seed, step).Cast(element) * FloatUnit;
    }

    /// <summary>Normal numbers from two uniform ones (Box and Muller 1958); 1 − u keeps the logarithm finite.</summary>
    protected Tensor Normal(IReadOnlyList<Tensor?> inputs, Shape shape, ElementType element)
    {
        var radius = ((1f - Uniform(inputs, shape, element)).Log() * -2f).Sqrt();
        return radius * (Uniform(inputs, shape, element, word: 1) * (2 * Math.PI)).Cos();
    }

    /// <summary>A normal number from two uniform ones, for the reference.</summary>
    protected static double Normal(double first, double second) => Math.Sqrt(-2 * Math.Log(1 - first)) * Math.Cos(2 * Math.PI * second);
}
