using Bantam.Graphs;
using Bantam.Operators.Linear;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// A dense layer over any axes: <c>new EinsumDense("abc,cde->abde", [null, 4, 8])</c>. The equation names the axes of the input, of the
/// kernel and of the output; an ellipsis is not taken.
/// </summary>
/// <param name="equation">The equation, as in Keras: <c>ab,bc->ac</c> is a dense layer.</param>
/// <param name="outputShape">The sizes of the output without the batch; null for a size that the input has.</param>
/// <param name="activation">The activation function; null for none.</param>
/// <param name="biasAxes">The letters of the output that the bias has; null for no bias.</param>
/// <param name="kernelInitializer">The initializer of the weights; Glorot uniform by default.</param>
/// <param name="biasInitializer">The initializer of the bias; zeros by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentException">The equation is not of this form.</exception>
public sealed class EinsumDense(
    string equation, IReadOnlyList<int?> outputShape, Func<Tensor, Tensor>? activation = null, string? biasAxes = null,
    Initializer? kernelInitializer = null, Initializer? biasInitializer = null, string? name = null)
    : WeightedLayer(name)
{
    private readonly string[] _terms = Terms(equation);
    private readonly int?[] _sizes = [.. outputShape ?? throw new ArgumentNullException(nameof(outputShape))];
    private Variable? _kernel;
    private Variable? _bias;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        var (input, kernel, output) = (_terms[0], _terms[1], _terms[2]);
        var shape = inputs[0].Shape;
        if (shape.Rank != input.Length || _sizes.Length != output.Length - 1)
            throw new ShapeException(
                $"the equation '{equation}' takes {input.Length} axes and gives {output.Length - 1} besides the batch; the input is "
                + $"{shape}, and {_sizes.Length} sizes are given.");
        var sizes = Enumerable.Range(0, input.Length).ToDictionary(i => input[i], i => shape[i]);
        for (var i = 1; i < output.Length; i++)
            if (_sizes[i - 1] is { } size)
                sizes[output[i]] = size;
        var unknown = kernel.Concat(biasAxes ?? "").FirstOrDefault(letter => !sizes.ContainsKey(letter));
        if (unknown != '\0')
            throw new ShapeException($"the size of axis '{unknown}' must follow from the input or the output of '{equation}'; give it.");

        // Keras takes the last two axes of a kernel for its inputs and outputs, and the others for a window.
        int[] kernelSizes = [.. kernel.Select(letter => sizes[letter].Size)];
        var window = kernelSizes.SkipLast(2).Aggregate(1, (product, size) => product * size);
        var fans = kernelSizes.Length == 1 ? new Fans(kernelSizes[0], kernelSizes[0])
            : new Fans(kernelSizes[^2] * window, kernelSizes[^1] * window);
        _kernel = AddKernel(Shape.Of(kernelSizes), kernelInitializer, fans);
        if (biasAxes is null) return;
        var first = output.Select(letter => biasAxes.Contains(letter, StringComparison.Ordinal)).ToList().IndexOf(true);
        var biasShape = output.Skip(Math.Max(first, 0))
            .Select(letter => biasAxes.Contains(letter, StringComparison.Ordinal) ? sizes[letter].Size : 1);
        _bias = AddBias(Shape.Of(biasShape), biasInitializer);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var output = new Einsum(equation).ApplyOne(input, _kernel!);
        if (_bias is not null) output += _bias;
        return activation?.Invoke(output) ?? output;
    }

    private static string[] Terms(string equation)
    {
        ArgumentNullException.ThrowIfNull(equation);
        string[] terms = [.. equation.Split("->").SelectMany(side => side.Split(',')).Select(term => term.Trim())];
        return terms.Length == 3 && terms.All(term => term.Length > 0 && term.All(char.IsAsciiLetter)) ? terms
            : throw new ArgumentException($"An equation is of the form 'ab,bc->ac', of letters; it is '{equation}'.", nameof(equation));
    }
}
