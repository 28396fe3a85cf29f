using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Bantam.Bench.TensorFlow;

/// <summary>
/// A graph model of TensorFlow.js while it is written down: nodes of TensorFlow's GraphDef in JSON, and weights in files of 4 MiB as
/// <c>tensorflowjs_converter</c> cuts them, or four larger ones.
/// </summary>
internal sealed class GraphModel
{
    private const int ShardBytes = 4 << 20;

    /// <summary>
    /// TensorFlow.js waits for the answers to all before it reads one, and browsers hold six answers of a server that nothing may cache.
    /// </summary>
    private const int MostShards = 4;

    /// <summary>The version of GraphDef that TensorFlow 2.12 writes, the last that the converter asks for.</summary>
    private const int Producer = 1395;

    private readonly JsonArray _nodes = [];
    private readonly JsonArray _weights = [];
    private readonly List<byte> _content = [];

    /// <summary>Adds an input; gives its name.</summary>
    public string Input(IReadOnlyList<int> shape) => Add("Placeholder", [], ("shape", Sizes(shape)));

    /// <summary>Adds a node; gives the name of its first output, behind which <c>:1</c> and so on name others.</summary>
    public string Add(string op, IReadOnlyList<string> inputs, params IReadOnlyList<(string Name, JsonObject Value)> attributes) =>
        Add($"n{_nodes.Count}", op, inputs, [("T", Type("DT_FLOAT")), .. attributes]);

    /// <summary>Adds a name for what a node gives, which an output is asked for by.</summary>
    public void Output(string name, string node) => Add(name, "Identity", [node], [("T", Type("DT_FLOAT"))]);

    /// <summary>Adds constant floats; gives their name.</summary>
    public string Constant(ReadOnlySpan<float> values, params IReadOnlyList<int> shape) =>
        Constant("float32", "DT_FLOAT", MemoryMarshal.AsBytes(values), shape);

    /// <summary>Adds constant integers, such as axes and sizes; gives their name.</summary>
    public string Constant(params int[] values) => Constant("int32", "DT_INT32", MemoryMarshal.AsBytes<int>(values), [values.Length]);

    /// <summary>Adds constant integers in rows; gives their name.</summary>
    public string Constant2D(int[] values, int columns) =>
        Constant("int32", "DT_INT32", MemoryMarshal.AsBytes<int>(values), [values.Length / columns, columns]);

    /// <summary>Adds a constant integer; gives its name.</summary>
    public string Scalar(int value) => Constant("int32", "DT_INT32", MemoryMarshal.AsBytes<int>([value]), []);

    /// <summary>Adds a constant float; gives its name.</summary>
    public string Scalar(float value) => Constant([value], shape: []);

    /// <summary>Integers as an attribute.</summary>
    public static JsonObject Numbers(params IEnumerable<int> values) =>
        new() { ["list"] = new JsonObject { ["i"] = new JsonArray([.. values.Select(v => JsonValue.Create(Text(v)))]) } };

    /// <summary>An integer as an attribute.</summary>
    public static JsonObject Number(int value) => new() { ["i"] = Text(value) };

    /// <summary>A truth value as an attribute.</summary>
    public static JsonObject Truth(bool value) => new() { ["b"] = value };

    /// <summary>A text as an attribute.</summary>
    public static JsonObject Word(string text) => new() { ["s"] = Base64(text) };

    /// <summary>Texts as an attribute.</summary>
    public static JsonObject Words(params IEnumerable<string> texts) =>
        new() { ["list"] = new JsonObject { ["s"] = new JsonArray([.. texts.Select(t => JsonValue.Create(Base64(t)))]) } };

    /// <summary>The files of the model: <c>model.json</c> and the weights.</summary>
    public IEnumerable<(string Path, ReadOnlyMemory<byte> Content)> Files()
    {
        var content = _content.ToArray();
        var size = Math.Max(ShardBytes, (content.Length + MostShards - 1) / MostShards);
        (string Path, ReadOnlyMemory<byte> Content)[] shards =
            [.. content.Chunk(size).Select((shard, i) => ($"weights.{Text(i)}.bin", (ReadOnlyMemory<byte>)shard))];
        var model = new JsonObject
        {
            ["format"] = "graph-model",
            ["modelTopology"] = new JsonObject { ["node"] = _nodes.DeepClone(), ["versions"] = new JsonObject { ["producer"] = Producer } },
            ["weightsManifest"] = new JsonArray(
                new JsonObject
                {
                    ["paths"] = new JsonArray([.. shards.Select(s => JsonValue.Create(s.Path))]), ["weights"] = _weights.DeepClone(),
                }),
        };
        return [("model.json", Encoding.UTF8.GetBytes(model.ToJsonString())), .. shards];
    }

    private string Add(string name, string op, IReadOnlyList<string> inputs, IReadOnlyList<(string Name, JsonObject Value)> attributes)
    {
        _nodes.Add(new JsonObject
        {
            ["name"] = name,
            ["op"] = op,
            ["input"] = new JsonArray([.. inputs.Select(i => JsonValue.Create(i))]),
            ["attr"] = new JsonObject(attributes.Select(a => KeyValuePair.Create(a.Name, (JsonNode?)a.Value))),
        });
        return name;
    }

    private string Constant(string type, string tensorFlowType, ReadOnlySpan<byte> bytes, IReadOnlyList<int> shape)
    {
        var name = Add(
            $"n{_nodes.Count}", "Const", [], [("dtype", Type(tensorFlowType)), ("value", new() { ["tensor"] = new JsonObject() })]);
        _weights.Add(new JsonObject
        {
            ["name"] = name, ["dtype"] = type, ["shape"] = new JsonArray([.. shape.Select(d => JsonValue.Create(d))]),
        });
        _content.AddRange(bytes);
        return name;
    }

    private static JsonObject Sizes(IReadOnlyList<int> shape) => new()
    {
        ["shape"] = new JsonObject { ["dim"] = new JsonArray([.. shape.Select(d => new JsonObject { ["size"] = Text(d) })]) },
    };

    private static JsonObject Type(string name) => new() { ["type"] = name };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
