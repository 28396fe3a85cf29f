namespace Bantam.Samples.Learning;

/// <summary>The writer on melodies: it reads folk tunes in ABC notation, each in several keys, and writes one of its own.</summary>
internal static class Melodies
{
    private const string Notes = "CDEFGABcdefgab";
    private static readonly (int Up, string Key)[] Keys = [(0, "C"), (1, "D"), (3, "F"), (4, "G")];

    public static async Task<Writer.Result> RunAsync(SampleOptions options)
    {
        string[][] tunes = [.. File.ReadAllText(SampleOptions.Bundled("tunes.abc")).Trim().Split("\n\n").Select(t => t.Split('\n'))];
        var (training, test) = (tunes.Where((_, i) => i % 6 != 5), tunes.Where((_, i) => i % 6 == 5));
        var result = await Writer.LearnAsync(
            options, "melodies", Text(training, options.Seed), Text(test, options.Seed), "M:4/4\nK:C\n", units: 128, epochs: 20,
            letters: 400);

        // A player wants a number and a name before each tune.
        var parts = result.Written.Split("\n\n").Where(t => t.EndsWith("|]", StringComparison.Ordinal));
        var tuned = parts.Select((t, i) => $"X:{i + 1}\nT:Melody {i + 1}\n{t.Replace("K:", "L:1/4\nK:")}\n");
        File.WriteAllLines(options.Result("melodies.abc"), tuned);
        return result;
    }

    /// <summary>Tunes in all keys, mixed.</summary>
    private static string Text(IEnumerable<string[]> tunes, uint seed)
    {
        string[] all = [.. tunes.SelectMany(tune => Keys.Select(key => $"{tune[1]}\nK:{key.Key}\n{Moved(tune[2], key.Up)}\n\n"))];
        new Random((int)seed).Shuffle(all);
        return string.Concat(all);
    }

    /// <summary>A tune some steps higher: where the key is too, its notes are letters further on. Octaves are commas and case.</summary>
    private static string Moved(string tune, int up)
    {
        var moved = new System.Text.StringBuilder();
        for (var i = 0; i < tune.Length; i++)
        {
            if (Notes.IndexOf(tune[i]) is var at && at < 0) moved.Append(tune[i]);
            else
            {
                var isLow = i + 1 < tune.Length && tune[i + 1] == ',';
                at += up - (isLow ? 7 : 0);
                moved.Append(at < 0 ? $"{Notes[at + 7]}," : at < Notes.Length ? Notes[at] : $"{Notes[at - 7]}'");
                if (isLow) i++;
            }
        }

        return moved.ToString();
    }
}
