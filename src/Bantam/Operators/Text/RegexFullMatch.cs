using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Bantam.Tensors;

namespace Bantam.Operators.Text;

/// <summary>
/// Whether the whole of each text is as a pattern says, as Bool. Patterns are those of
/// <see href="https://github.com/google/re2/wiki/Syntax">RE2</see>, except that <c>\b</c> knows the letters of all languages, and that
/// scripts (<c>\p{Greek}</c>) are no classes. The time is proportional to the length of the text, whatever the pattern.
/// <see href="https://onnx.ai/onnx/operators/onnx__RegexFullMatch.html"/>
/// </summary>
/// <param name="Pattern">The pattern.</param>
public sealed record RegexFullMatch(string Pattern) : TextOperator
{
    private const int MostKept = 64;
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(10);
    private static readonly ConcurrentDictionary<string, Regex> Known = [];

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The pattern is none, or too large.</exception>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = Texts(inputs, 0);
        Find();
        return [new TensorType(ElementType.Bool, shape)];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) => AxisMap.Elementwise([inputs.Shape(0)], inputs.Shape(0));

    /// <inheritdoc/>
    /// <exception cref="RegexMatchTimeoutException">A text is so long that it takes ten seconds.</exception>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        var (regex, result) = (Find(), new Tensor(InferFor(inputs)[0]));
        var matches = result.Span<bool>();
        for (var i = 0; i < matches.Length; i++) matches[i] = regex.IsMatch(inputs[0]!.Strings[i]);
        return [result];
    }

    private Regex Find()
    {
        if (Known.TryGetValue(Pattern, out var known)) return known;
        try
        {
            var translated = $@"\A(?:{Re2Pattern.Translate(Pattern)})\z";
            var regex = new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, LongestMatch);
            if (Known.Count >= MostKept) Known.Clear();
            return Known.GetOrAdd(Pattern, regex);
        }
        catch (Exception error) when (error is FormatException or NotSupportedException or ArgumentException)
        {
            throw new ShapeException($"the pattern '{Pattern}' cannot be matched: {error.Message}");
        }
    }
}
