using System.Text;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Web.Scripts;

namespace Bantam.Web.Bundles;

/// <summary>The files of a bundle, in memory.</summary>
public sealed class CompiledBundle
{
    /// <summary>The first line of what <see cref="ToModule"/> gives.</summary>
    public const string ModuleFirstLine = "// A neural network as a module of JavaScript, compiled by Bantam.";

    private const int MostWeightBytesInOneFile = 256 << 20;

    private readonly IReadOnlyList<BundleLevel> _levels;

    private CompiledBundle(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, IReadOnlyList<BundleLevel> levels, int weightBytes)
    {
        Files = files;
        _levels = levels;
        WeightBytes = weightBytes;
    }

    /// <summary>The files by their path in the bundle.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files { get; }

    /// <summary>Bytes of all weights, as served.</summary>
    public int WeightBytes { get; }

    /// <summary>Bytes of code that a page downloads for a level, uncompressed: the runtime and the level's file. By level.</summary>
    public IReadOnlyDictionary<string, int> CodeBytes => _levels.ToDictionary(
        l => l.Backend.Name,
        l => l.Code.Bytes.Length + Files[RuntimeScript.FileName].Length + Files[RuntimeScript.WorkerFileName].Length);

    /// <summary>Bytes of memory that a page needs, by level.</summary>
    public IReadOnlyDictionary<string, long> MemoryBytes => _levels.ToDictionary(l => l.Backend.Name, l => (long)l.MemoryBytes);

    /// <summary>
    /// Writes the files to a folder. Each is written under a temporary name first, and all are renamed when all are complete, the
    /// manifest last; weights of an earlier bundle in the folder are deleted.
    /// </summary>
    /// <exception cref="IOException">A file cannot be written; those of the earlier bundle are still there.</exception>
    public Task WriteAsync(string folder, CancellationToken cancellationToken = default) =>
        BundleFolder.WriteAsync(folder, Files, cancellationToken);

    /// <summary>
    /// The runtime, the code and the weights as one module of JavaScript, which needs no other file: <c>import { load }</c> from it and
    /// call <c>load()</c>, in a page, in a worker, or in Node. Weights are a third larger so.
    /// </summary>
    /// <returns>The module, in UTF-8.</returns>
    /// <exception cref="PlanException">The weights are too many for a file that a browser reads at once.</exception>
    public byte[] ToModule()
    {
        if (WeightBytes > MostWeightBytesInOneFile)
            throw new PlanException(
                $"One file holds up to {MostWeightBytesInOneFile >> 20} MB of weights; these are {WeightBytes >> 20} MB. Write a folder.");
        var module = RuntimeScript.Single(Files[Manifest.FileName].Span, Files.Where(f => IsNamed(f.Key)));
        return [.. Encoding.UTF8.GetBytes(ModuleFirstLine + "\n"), .. module];

        bool IsNamed(string name) => name.StartsWith("weights-", StringComparison.Ordinal) || _levels.Any(l => l.Code.FileName == name);
    }

    internal static CompiledBundle Assemble(
        Graph inference, BundleOptions options, StateLayout state, BundleMemory memory, IReadOnlyList<BundleLevel> levels)
    {
        var shards = WeightShard.Cut([.. memory.Shipped]);
        var files = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var (path, bytes) in ModelPage.Files(options)) files[path] = bytes;
        foreach (var (path, bytes) in options.Files) files[BundleFolder.CheckPath(path)] = bytes;
        var given = options.Files.Keys.ToHashSet();
        string[] named = [Manifest.FileName, .. levels.Select(l => l.Code.FileName), .. shards.Select(s => s.FileName)];
        Add(RuntimeScript.FileName, RuntimeScript.Minified(named));
        Add(RuntimeScript.WorkerFileName, RuntimeScript.Worker);
        Add(RuntimeScript.TypesFileName, RuntimeScript.Types);
        if (options.Vision is not null)
        {
            Add(RuntimeScript.VisionFileName, RuntimeScript.VisionMinified);
            Add(RuntimeScript.VisionTypesFileName, RuntimeScript.VisionTypes);
        }

        foreach (var level in levels) Add(level.Code.FileName, level.Code.Bytes);
        foreach (var shard in shards) Add(shard.FileName, shard.Bytes);
        var runtimeBytes = files[RuntimeScript.FileName].Length + files[RuntimeScript.WorkerFileName].Length;
        Add(Manifest.FileName, Manifest.Write(inference, options, state, memory, shards, levels, runtimeBytes));
        if (!given.Contains(NodePackage.FileName)) files[NodePackage.FileName] = NodePackage.Write(options);
        Add(ServiceWorker.FileName, ServiceWorker.Write(files));
        return new CompiledBundle(files, levels, shards.Sum(s => s.Bytes.Length));

        void Add(string path, ReadOnlyMemory<byte> bytes)
        {
            if (given.Contains(path))
                throw new ArgumentException(
                    $"The file '{path}' is one that the bundle itself writes; give yours another name.", nameof(options));
            files[path] = bytes;
        }
    }
}
