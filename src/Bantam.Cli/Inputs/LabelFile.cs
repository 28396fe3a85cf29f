using Bantam.Cli.Commands;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Cli.Inputs;

/// <summary>The names of classes, a line each.</summary>
internal static class LabelFile
{
    private const string Option = "--labels";

    /// <summary>The names in a file; null where none is given.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">It is not there.</exception>
    public static string[]? Read(string? path)
    {
        if (path is null) return null;
        return File.Exists(path) ? File.ReadAllLines(path) : throw new UsageException($"{Option}: {CliOptions.MissingFile(path)}");
    }

    /// <summary>Makes sure that there are as many names as a classifier has classes: else some would be those of others.</summary>
    /// <param name="labels">The names; null where none are given.</param>
    /// <param name="path">Their file.</param>
    /// <param name="scores">The model's scores, whose type may leave their number open.</param>
    /// <exception cref="UsageException">There are more or fewer names than classes.</exception>
    public static void RequireAll(string[]? labels, string? path, Value scores)
    {
        if (labels is null || scores.Kind is not TensorType { IsUnknown: false } type) return;
        Dimension[] known = [.. type.Shape.Where(d => d.IsKnown && d != 1)];
        if (known.Length > 1 || (known.Length == 0 && !type.Shape.IsKnown)) return;
        var count = known.Length == 0 ? 1 : known[0].Size;
        if (labels.Length == count) return;
        throw new UsageException(
            $"{Option}: the model tells {count} classes apart, and {path} has {labels.Length} line{(labels.Length == 1 ? "" : "s")}. "
            + "Each class takes one.");
    }

    /// <summary>Makes sure that a class that was found has a name, where names are given.</summary>
    /// <param name="labels">The names; null where none are given.</param>
    /// <param name="path">Their file.</param>
    /// <param name="classes">The classes that were found.</param>
    /// <exception cref="UsageException">One has none.</exception>
    public static void RequireOf(string[]? labels, string? path, IEnumerable<int> classes)
    {
        if (labels is null || classes.DefaultIfEmpty().Max() is var last && last < labels.Length) return;
        throw new UsageException(
            $"{Option}: class {last} was found, counted from 0, and {path} has {labels.Length} line{(labels.Length == 1 ? "" : "s")}. "
            + "Each class takes one.");
    }
}
