using Bantam.Training.Checkpoints;

namespace Bantam.Training.Layers;

/// <summary>
/// What the layers of one model share while they are built: names that are taken, the seed, and the numbers that tell random things
/// apart.
/// </summary>
internal sealed class LayerScope(uint seed)
{
    private readonly HashSet<string> _names = [];
    private uint _streams;

    /// <summary>The seed of the initializers.</summary>
    public uint Seed => seed;

    /// <summary>A number for the next variable or source of noise.</summary>
    public uint NextStream() => _streams++;

    /// <summary>Values that variables get when they are made, in place of initial ones; null for none.</summary>
    public SavedWeights? Saved { get; set; }

    /// <summary>Takes a name that was given.</summary>
    /// <exception cref="ArgumentException">It is taken.</exception>
    public string Take(string path) => _names.Add(path) ? path
        : throw new ArgumentException(
            $"The names of a model's layers must be unique; two are named '{path}'. Give one of them another name.");

    /// <summary>A name of a kind that is free: <c>dense</c>, <c>dense_1</c>, <c>dense_2</c>.</summary>
    public string Next(string kind)
    {
        var name = kind;
        for (var i = 1; !_names.Add(name); i++) name = $"{kind}_{i}";
        return name;
    }
}
