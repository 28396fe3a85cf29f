namespace Bantam.Cli.Inputs;

/// <summary>Names of files for the outputs of a model, which may be named with any characters.</summary>
internal static class OutputNames
{
    /// <summary>
    /// A name for each output, without extension: its own without what files cannot have; where two would be the same, also on
    /// systems without small letters, with a number behind it.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> outputs)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. outputs.Select(output =>
        {
            var plain = string.Concat(output.Select(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' ? c : '_'));
            var name = plain;
            for (var number = 2; !taken.Add(name); number++) name = $"{plain}_{number}";
            return name;
        })];
    }
}
