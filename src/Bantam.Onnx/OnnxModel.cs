using Bantam.Files;
using Bantam.Graphs;
using Bantam.Onnx.Reading;
using Bantam.Onnx.Writing;
using Bantam.Operators;
using Google.Protobuf;

namespace Bantam.Onnx;

/// <summary>
/// A model as an ONNX file (<see href="https://onnx.ai/onnx/"/>): a graph and what the file says about it. ONNX is the format that
/// Bantam saves in: other programs open its files as they are.
/// </summary>
public sealed class OnnxModel(Graph graph)
{
    /// <summary>
    /// The opset of saved files: the newest that ONNX Runtime 1.31 supports. (It has random numbers in earlier opsets only, so files with
    /// random operators have opset 21.)
    /// </summary>
    public const int SavedOpset = 26;

    /// <summary>The IR version of saved files, which belongs to the opset.</summary>
    public const int SavedIrVersion = 13;

    /// <summary>What the model computes. Weights are variables, with the names that they have in the file.</summary>
    public Graph Graph => graph;

    /// <summary>The IR version: that of the file format itself.</summary>
    public int IrVersion { get; init; } = SavedIrVersion;

    /// <summary>The opset of each operator domain of the file; the domain of the standard is the empty name.</summary>
    public IReadOnlyDictionary<string, int> Opsets { get; init; } = new Dictionary<string, int> { [""] = SavedOpset };

    /// <summary>The opset of the standard's domain; 0 where the file does not import it.</summary>
    public int Opset => Opsets.GetValueOrDefault("");

    /// <summary>The program that made the model.</summary>
    public string Producer { get; init; } = "Bantam";

    /// <summary>That program's version.</summary>
    public string ProducerVersion { get; init; } = typeof(OnnxModel).Assembly.GetName().Version!.ToString(3);

    /// <summary>The namespace of the model, such as <c>com.example</c>.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The model's own version.</summary>
    public long Version { get; init; }

    /// <summary>A description of the model, for people.</summary>
    public string Description { get; init; } = "";

    /// <summary>Further metadata by name, such as the classes' names.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The functions that the file defines. Calls of them are read as the nodes that they consist of, and saved so: a saved file has none.
    /// </summary>
    public IReadOnlyList<OnnxFunction> Functions { get; init; } = [];

    /// <summary>How the file says that the model is trained; saving does not keep it.</summary>
    public IReadOnlyList<OnnxTraining> Training { get; init; } = [];

    /// <summary>The nodes that Bantam cannot compute. A model with gaps can be inspected, but not run or saved.</summary>
    public IReadOnlyList<Gap> Gaps { get; } = [.. graph.Gaps];

    /// <summary>The metadata with another graph, such as this one with its named dimensions bound.</summary>
    /// <param name="other">The graph.</param>
    /// <param name="metadata">What is further known of it; null for what is known of this one.</param>
    public OnnxModel With(Graph other, IReadOnlyDictionary<string, string>? metadata = null) => new(other)
    {
        IrVersion = IrVersion, Opsets = Opsets, Producer = Producer, ProducerVersion = ProducerVersion,
        Domain = Domain, Version = Version, Description = Description, Metadata = metadata ?? Metadata,
    };

    /// <summary>Reads a model from a file, and its external data from other files of the folder.</summary>
    /// <exception cref="ModelFormatException">
    /// The file breaks a rule of the format, or takes more memory than the options allow.
    /// </exception>
    /// <exception cref="CustomOperatorException">What the options have for an operator failed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OnnxModel Load(string path, OnnxOptions? options = null)
    {
        if (Directory.Exists(path)) throw new IOException($"'{path}' is a folder; a model is a file in it, such as model.onnx.");
        var context = new ReadContext(Path.GetFileName(path), Path.GetDirectoryName(Path.GetFullPath(path)), options ?? new());
        using var file = File.OpenRead(path);
        return Load(file, context);
    }

    /// <summary>Reads a model from a stream, to its end.</summary>
    /// <inheritdoc cref="Load(string, OnnxOptions?)"/>
    public static OnnxModel Load(Stream stream, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Load(stream, new ReadContext("model", null, options ?? new()));
    }

    /// <summary>Reads a model from the bytes of its file.</summary>
    /// <inheritdoc cref="Load(string, OnnxOptions?)"/>
    public static OnnxModel Load(ReadOnlyMemory<byte> bytes, OnnxOptions? options = null)
    {
        var context = new ReadContext("model", null, options ?? new());
        context.Take(bytes.Length, null, "the file");
        return ModelReader.Read(new ModelBytes(bytes), context);
    }

    /// <summary>Writes an inference graph to a file, with its variables' present values.</summary>
    /// <inheritdoc cref="Save(string)"/>
    public static void Save(Graph graph, string path) => new OnnxModel(graph).Save(path);

    /// <summary>
    /// Writes the model to a file. The file is written whole or not at all: should the disk be full, what was there before stays.
    /// </summary>
    /// <exception cref="GraphException">
    /// The graph is not one that a file can hold: it updates variables, or has internal or unknown operators.
    /// </exception>
    /// <exception cref="NotSupportedException">
    /// ONNX has no operator for a node, or the model is larger than the 2 GB that a file can hold.
    /// </exception>
    /// <exception cref="IOException">The disk is full, or the path cannot be written.</exception>
    public void Save(string path)
    {
        var proto = ModelWriter.Write(this);
        AtomicFile.Write(path, stream => proto.WriteTo(stream));
    }

    /// <summary>Writes the model to a stream.</summary>
    /// <inheritdoc cref="Save(string)"/>
    public void Save(Stream stream) => ModelWriter.Write(this).WriteTo(stream);

    private static OnnxModel Load(Stream stream, ReadContext context)
    {
        if (stream.CanSeek)
        {
            var bytes = new ModelBytes(stream);
            context.Take(bytes.Length, null, "the file");
            var model = ModelReader.Read(bytes, context);
            stream.Seek(0, SeekOrigin.End);
            return model;
        }

        var copy = new MemoryStream();
        var block = new byte[1 << 16];
        while (stream.Read(block) is > 0 and var read)
        {
            context.Take(read, null, "the file");
            if (copy.Length + read > Array.MaxLength) throw ModelReader.TooLarge(context);
            copy.Write(block, 0, read);
        }

        return ModelReader.Read(new ModelBytes(copy.GetBuffer().AsMemory(0, (int)copy.Length)), context);
    }
}
