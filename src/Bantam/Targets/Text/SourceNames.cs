using System.Globalization;

namespace Bantam.Targets.Text;

/// <summary>Gives out names that are words of a language and differ from each other and from those that it has itself.</summary>
/// <param name="reserved">The names that are taken from the beginning.</param>
public sealed class SourceNames(IEnumerable<string> reserved)
{
    private readonly HashSet<string> _taken = [.. reserved];

    /// <summary>A name like the one that is wished for, with a number where that is taken.</summary>
    public string Take(string wished)
    {
        var word = string.Concat(wished.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_')).TrimEnd('_');
        if (word.Length == 0 || char.IsAsciiDigit(word[0])) word = "_" + word;
        var name = word;
        for (var i = 1; !_taken.Add(name); i++) name = $"{word}_{i.ToString(CultureInfo.InvariantCulture)}";
        return name;
    }
}
