using System.Globalization;
using Bantam.Tensors;

namespace Bantam.Operators.Text;

/// <summary>
/// A list of words without stop words, [C] or [1, C], the others in capitals or small letters; one empty word where none is left. How
/// many are left only a run shows. <see href="https://onnx.ai/onnx/operators/onnx__StringNormalizer.html"/>
/// </summary>
/// <param name="Change">What becomes of the letters of the words that are left.</param>
/// <param name="IsCaseSensitive">Whether a stop word is one only as it is written.</param>
/// <param name="StopWords">Words that are left out.</param>
/// <param name="Locale">
/// Whose letters they are, as <c>en_US</c> or <c>tr-TR</c>; empty for those of no language in particular, which a locale that the
/// system does not have stands for too.
/// </param>
public sealed record StringNormalizer(
    CaseChange Change = CaseChange.None, bool IsCaseSensitive = false, Items<string>? StopWords = null, string Locale = "") : TextOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = Texts(inputs, 0);
        if (shape.Rank is not (1 or 2) || (shape.Rank == 2 && Dimension.Differ(shape[0], 1)))
            throw new ShapeException($"words must be [C] or [1,C]; they are {shape}.");
        var count = inputs.Constant(0) is { } texts ? Math.Max(1, Kept(texts).Length)
            : StopWords is { Count: > 0 } ? inputs.Unknown() : Dimension.Max(shape[shape.Rank - 1], 1);
        return [new TensorType(ElementType.String, new Shape(shape.Rank == 1 ? [count] : [1, count]))];
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        var culture = Culture();
        var words = Array.ConvertAll(Kept(inputs[0]!), word => Change switch
        {
            CaseChange.Lower => word.ToLower(culture),
            CaseChange.Upper => word.ToUpper(culture),
            _ => word,
        });
        if (words.Length == 0) words = [""];
        return [Tensor.From(words, Shape.Of(inputs[0]!.Shape.Rank == 1 ? [words.Length] : [1, words.Length]))];
    }

    private string[] Kept(Tensor texts)
    {
        if (StopWords is not { Count: > 0 } stopWords) return texts.Strings.ToArray();
        var left = stopWords.ToHashSet(IsCaseSensitive ? StringComparer.Ordinal : StringComparer.Create(Culture(), ignoreCase: true));
        return Array.FindAll(texts.Strings.ToArray(), word => !left.Contains(word));
    }

    private CultureInfo Culture()
    {
        try
        {
            return CultureInfo.GetCultureInfo(Locale.Replace('_', '-'));
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
