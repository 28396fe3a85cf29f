using System.Globalization;
using System.Text;

namespace Bantam.Operators.Text;

/// <summary>A set of Unicode's code points, as ascending ranges that do not touch.</summary>
internal sealed class CodePointSet
{
    private const int Most = 0x10FFFF, FirstSurrogate = 0xD800, LastSurrogate = 0xDFFF, FirstPaired = 0x10000;

    private static readonly string[] Categories =
        "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Zs Zl Zp Cc Cf Cs Co Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So".Split(' ');

    /// <summary>Code points that differ in case alone, each next to the others.</summary>
    private static readonly Lazy<ILookup<int, int>> Cases = new(() => Runes()
        .Select(r => (Folded: Folded(r), r.Value)).GroupBy(p => p.Folded).Where(g => g.Count() > 1)
        .SelectMany(g => g.SelectMany(a => g.Select(b => (From: a.Value, To: b.Value)))).ToLookup(p => p.From, p => p.To));

    private readonly List<(int First, int Last)> _ranges;

    private CodePointSet(IEnumerable<(int First, int Last)> ranges)
    {
        _ranges = [];
        foreach (var (first, last) in ranges.OrderBy(r => r.First))
        {
            if (_ranges.Count > 0 && first <= _ranges[^1].Last + 1) _ranges[^1] = (_ranges[^1].First, Math.Max(last, _ranges[^1].Last));
            else _ranges.Add((first, last));
        }
    }

    /// <summary>No code point.</summary>
    public static CodePointSet None { get; } = new([]);

    /// <summary>All code points.</summary>
    public static CodePointSet All { get; } = Range(0, Most);

    /// <summary>The code points of pairs of characters: the first and the last of each range.</summary>
    public static CodePointSet Of(string pairs) =>
        new(Enumerable.Range(0, pairs.Length / 2).Select(i => ((int)pairs[2 * i], (int)pairs[(2 * i) + 1])));

    /// <summary>The code points from one to another.</summary>
    public static CodePointSet Range(int first, int last) => new([(first, last)]);

    /// <summary>
    /// The code points of a category of Unicode, such as Lu, or of all that begin with a letter; null where there is none.
    /// </summary>
    public static CodePointSet? Category(string name)
    {
        if (name == "Any") return All;
        if (name.Length is 0 or > 2 || !Categories.Any(c => c.StartsWith(name, StringComparison.Ordinal))) return null;
        return new(Enumerable.Range(0, Most + 1).Where(IsIn).Select(c => (c, c)));

        bool IsIn(int codePoint) => (int)CharUnicodeInfo.GetUnicodeCategory(codePoint) is var category && category < Categories.Length
            && Categories[category].StartsWith(name, StringComparison.Ordinal);
    }

    /// <summary>The code points of this or the other set.</summary>
    public CodePointSet Or(CodePointSet other) => new(_ranges.Concat(other._ranges));

    /// <summary>All other code points.</summary>
    public CodePointSet Not()
    {
        var (others, next) = (new List<(int, int)>(), 0);
        foreach (var (first, last) in _ranges)
        {
            if (first > next) others.Add((next, first - 1));
            next = last + 1;
        }

        if (next <= Most) others.Add((next, Most));
        return new(others);
    }

    /// <summary>With the code points that differ from these in case alone.</summary>
    public CodePointSet AnyCase() => new(_ranges.Concat(
        _ranges.SelectMany(r => Enumerable.Range(r.First, r.Last - r.First + 1)).SelectMany(c => Cases.Value[c]).Select(c => (c, c))));

    /// <summary>Appends an expression of .NET that takes one of these code points, of one character or a pair of surrogates.</summary>
    public void AppendTo(StringBuilder to)
    {
        var single = new StringBuilder();
        var pairs = new StringBuilder();
        foreach (var (first, last) in _ranges)
        {
            AppendRange(single, first, Math.Min(last, FirstSurrogate - 1));
            AppendRange(single, Math.Max(first, LastSurrogate + 1), Math.Min(last, FirstPaired - 1));
            if (last >= FirstPaired) AppendPairs(pairs, Math.Max(first, FirstPaired), last);
        }

        // What no character is in matches nothing.
        var characters = single.Length > 0 ? $"[{single}]" : pairs.Length > 0 ? "" : @"[^\u0000-\uffff]";
        if (pairs.Length == 0) to.Append(characters);
        else to.Append("(?:").Append(characters.Length > 0 ? $"{characters}|" : "").Append(pairs, 0, pairs.Length - 1).Append(')');
    }

    private static void AppendPairs(StringBuilder to, int first, int last)
    {
        while (first <= last)
        {
            // As many code points as share both halves' ranges: a part of one high surrogate, or all of several.
            var (high, low) = Halves(first);
            var (lastHigh, lastLow) = Halves(last);
            if (high == lastHigh || low > 0xDC00)
            {
                var end = high == lastHigh ? lastLow : 0xDFFF;
                AppendPair(to, high, high, low, end);
                first += end - low + 1;
                continue;
            }

            var whole = lastLow == 0xDFFF ? lastHigh : lastHigh - 1;
            AppendPair(to, high, whole, 0xDC00, 0xDFFF);
            first += (whole - high + 1) * 0x400;
        }
    }

    private static (int High, int Low) Halves(int codePoint) =>
        (FirstSurrogate + ((codePoint - FirstPaired) >> 10), 0xDC00 + ((codePoint - FirstPaired) & 0x3FF));

    private static void AppendPair(StringBuilder to, int firstHigh, int lastHigh, int firstLow, int lastLow)
    {
        AppendRange(to.Append('['), firstHigh, lastHigh).Append("][");
        AppendRange(to, firstLow, lastLow).Append("]|");
    }

    private static StringBuilder AppendRange(StringBuilder to, int first, int last)
    {
        if (first <= last) to.Append(CultureInfo.InvariantCulture, $@"\u{first:x4}");
        return first < last ? to.Append(CultureInfo.InvariantCulture, $@"-\u{last:x4}") : to;
    }

    private static IEnumerable<Rune> Runes() => Enumerable.Range(0, Most + 1).Where(Rune.IsValid).Select(c => new Rune(c));

    private static int Folded(Rune rune) => Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).Value;
}
