using System.Security.Cryptography;
using Bantam.Graphs;
using Bantam.Onnx.Protobuf;

namespace Bantam.Onnx.Reading;

/// <summary>Where a model comes from and what reading it may take.</summary>
/// <param name="file">Its file's name, for messages.</param>
/// <param name="folder">Its folder, where its external data lies; null where it was read from memory.</param>
/// <param name="options">The caller's options.</param>
internal sealed class ReadContext(string file, string? folder, OnnxOptions options)
{
    private long _taken;
    private int _streams;

    /// <summary>The name of the model's file.</summary>
    public string File => file;

    /// <summary>The model's folder.</summary>
    public string? Folder => folder;

    /// <summary>The caller's options.</summary>
    public OnnxOptions Options => options;

    /// <summary>Initializers that training gives new values: they are variables, whatever reads them.</summary>
    public HashSet<string> Bound { get; } = [];

    /// <summary>The variables that were made of initializers: all graphs of the model share them.</summary>
    public Dictionary<TensorProto, Variable> Variables { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The seed of random nodes to which the file gives none: the caller's, or one that was drawn for this reading.</summary>
    public int Seed { get; private init; } = options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>Whether so much memory may be taken still.</summary>
    public bool HasRoomFor(long bytes) => bytes <= options.MemoryCap - _taken;

    /// <summary>Counts memory before it is allocated.</summary>
    /// <exception cref="ModelFormatException">It is more than the cap allows.</exception>
    public void Take(long bytes, string? where, string what)
    {
        if (bytes > options.MemoryCap - _taken)
        {
            throw Error(where, $"{what} takes {bytes} bytes; {options.MemoryCap - _taken} of the cap of {options.MemoryCap} are left. " +
                "If the file is to be trusted, raise the cap: OnnxOptions.MemoryCap in C#.");
        }

        _taken += bytes;
    }

    /// <summary>A context of the same file that has taken nothing yet: for reading it once more.</summary>
    public ReadContext Again() => new(file, folder, options) { Seed = Seed };

    /// <summary>1, 2, 3, …</summary>
    public int NextStream() => ++_streams;

    /// <summary>An error of this file.</summary>
    public ModelFormatException Error(string? where, string rule, Exception? cause = null) => new(file, where, rule, cause);
}
