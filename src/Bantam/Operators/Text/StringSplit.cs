using System.Buffers;
using Bantam.Tensors;

namespace Bantam.Operators.Text;

/// <summary>
/// Texts parted at a delimiter. The first output has one axis more than the input, as long as the longest list of parts, shorter lists
/// filled up with empty texts; the second output says how many parts each text has, as Int64. How many there are only a run shows.
/// <see href="https://onnx.ai/onnx/operators/onnx__StringSplit.html"/>
/// </summary>
/// <param name="Delimiter">What parts are separated by; empty for any number of blanks, which may also lie at both ends.</param>
/// <param name="MaxSplit">How often a text is parted at most, from its beginning on; null for as often as there are delimiters.</param>
public sealed record StringSplit(string Delimiter = "", int? MaxSplit = null) : TextOperator
{
    private static readonly char[] Blanks = [' ', '\t', '\n', '\r', '\v', '\f'];
    private static readonly SearchValues<char> AnyBlank = SearchValues.Create(Blanks);

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = Texts(inputs, 0);
        var most = inputs.Constant(0) is { } texts ? MostParts(Parts(texts)) : inputs.Unknown();
        return [new(ElementType.String, new Shape([.. shape, most])), new(ElementType.Int64, shape)];
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        var parts = Parts(inputs[0]!);
        var most = MostParts(parts);
        var texts = new Tensor(new TensorType(ElementType.String, new Shape([.. inputs[0]!.Shape, most])));
        for (var i = 0; i < parts.Length; i++) parts[i].CopyTo(texts.Strings[(i * most)..]);
        return [texts, Tensor.From<long>(Array.ConvertAll(parts, p => (long)p.Length), inputs[0]!.Shape)];
    }

    private static int MostParts(string[][] parts) => parts.Length == 0 ? 0 : parts.Max(p => p.Length);

    private string[][] Parts(Tensor texts) =>
        Array.ConvertAll(texts.Strings.ToArray(), text => Delimiter.Length > 0 ? AtDelimiters(text) : AtBlanks(text));

    private string[] AtDelimiters(string text) => text.Split(Delimiter, MaxSplit is { } most ? most + 1 : int.MaxValue);

    private string[] AtBlanks(string text)
    {
        var parts = new List<string>();
        for (var rest = text.TrimStart(Blanks); rest.Length > 0;)
        {
            var end = parts.Count == MaxSplit ? -1 : rest.AsSpan().IndexOfAny(AnyBlank);
            parts.Add(end < 0 ? rest : rest[..end]);
            rest = end < 0 ? "" : rest[end..].TrimStart(Blanks);
        }

        return [.. parts];
    }
}
