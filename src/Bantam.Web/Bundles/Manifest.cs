using System.Security.Cryptography;
using System.Text.Json;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Transforms;
using Bantam.Web.Scripts;

namespace Bantam.Web.Bundles;

/// <summary>
/// Writes <c>model.json</c>, which tells the runtime all that it does not know before: see <c>runtime/files.js</c> and its readers.
/// </summary>
internal static class Manifest
{
    /// <summary>The file's name.</summary>
    public const string FileName = "model.json";

    private const string Format = "bantam";

    /// <summary>Grows when an older runtime would misread a newer manifest.</summary>
    private const int Version = 1;

    /// <summary>Whether a file is the manifest of a bundle, of whatever version.</summary>
    public static bool IsOne(ReadOnlySpan<byte> file)
    {
        var json = new Utf8JsonReader(file);
        try
        {
            return json.Read() && json.TokenType == JsonTokenType.StartObject
                && json.Read() && json.ValueTextEquals("format")
                && json.Read() && json.TokenType == JsonTokenType.String && json.ValueTextEquals(Format);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The manifest's bytes.</summary>
    public static byte[] Write(
        Graph inference, BundleOptions options, StateLayout state, BundleMemory memory, IReadOnlyList<WeightShard> shards,
        IReadOnlyList<BundleLevel> levels, int runtimeBytes)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("version", Version);
            json.WriteString("name", options.Name);
            WriteTensors(json, "inputs", inference.Inputs, options.Dimensions, null);
            WriteTensors(json, "outputs", inference.Outputs, options.Dimensions, null, labels: options.Classes);
            if (SampleMixing.Find(inference, Bundle.BatchDimension, options.Dimensions) is { } mixes) json.WriteString("mixes", mixes);
            WriteVariables(json, inference, state);
            WriteShards(json, shards);
            WriteTransforms(json, memory);
            json.WriteStartObject("levels");
            foreach (var level in levels) WriteLevel(json, level);
            json.WriteEndObject();
            if (options.Training is { } training) WriteTraining(json, options, training, levels[0].Steps[0].Plan, state);
            if (options.Vision is { } vision)
            {
                json.WritePropertyName("vision");
                json.WriteRawValue(vision);
            }

            json.WriteStartObject("runtime");
            json.WriteString("file", RuntimeScript.FileName);
            json.WriteNumber("bytes", runtimeBytes);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void WriteTensors(
        Utf8JsonWriter json,
        string key,
        IReadOnlyList<Value> values,
        IReadOnlyDictionary<string, int> dimensions,
        int? batch,
        Dictionary<string, int>? classes = null,
        IReadOnlyList<string>? labels = null)
    {
        json.WriteStartArray(key);
        foreach (var value in values)
        {
            json.WriteStartObject();
            WriteTensor(json, value.Name, value.Type.Bind(dimensions), batch);
            if (classes?.TryGetValue(value.Name, out var count) == true) json.WriteNumber("classes", count);
            if (labels is not null && HasScores(value.Type.Bind(dimensions), labels.Count)) WriteTexts(json, "labels", labels);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Whether a tensor has a score for each of so many classes: floats, and one sample's along the last axis.</summary>
    private static bool HasScores(TensorType type, int classes) =>
        type.Element.IsFloating() && type.Shape.Rank > 0 && type.Shape[-1] == classes;

    private static void WriteTexts(Utf8JsonWriter json, string key, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>A tensor's name, type and shape; where a batch is given, a first axis of that size goes by the name.</summary>
    private static void WriteTensor(Utf8JsonWriter json, string name, TensorType type, int? batch)
    {
        json.WriteString("name", name);
        json.WriteString("type", TypeName(type.Element));
        json.WriteStartArray("shape");
        for (var axis = 0; axis < type.Shape.Rank; axis++)
        {
            var dimension = type.Shape[axis];
            if (!dimension.IsKnown) json.WriteStringValue(dimension.ToString());
            else if (axis == 0 && dimension.Size == batch) json.WriteStringValue(Bundle.BatchDimension);
            else json.WriteNumberValue(dimension.Size);
        }

        json.WriteEndArray();
    }

    private static void WriteVariables(Utf8JsonWriter json, Graph inference, StateLayout state)
    {
        var own = inference.Variables.ToHashSet();
        json.WriteStartArray("variables");
        foreach (var variable in state.Variables)
        {
            json.WriteStartObject();
            WriteTensor(json, variable.Name, variable.Type, null);
            json.WriteNumber("address", BundleMemory.AddressOf(state[variable]));
            json.WriteNumber("bytes", state[variable].Length);
            if (state.ArrangementOf(variable) is { } arrangement) WriteNumbers(json, "axes", arrangement);
            if (!own.Contains(variable)) json.WriteBoolean("optimizer", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteShards(Utf8JsonWriter json, IReadOnlyList<WeightShard> shards)
    {
        json.WriteStartArray("shards");
        foreach (var shard in shards)
        {
            json.WriteStartObject();
            WriteFile(json, shard.FileName, shard.Bytes.Length, shard.Hash);
            json.WriteStartArray("pieces");
            foreach (var (address, length) in shard.Pieces) WriteNumbers(json, [address, length]);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What <c>runtime/winograd.js</c> makes of some of the weights.</summary>
    private static void WriteTransforms(Utf8JsonWriter json, BundleMemory memory)
    {
        if (!memory.Transformed.Any()) return;
        json.WriteStartArray("transforms");
        foreach (var (from, address, (weights, transform)) in memory.Transformed)
        {
            json.WriteStartObject();
            json.WriteNumber("from", from);
            json.WriteNumber("to", address);
            json.WriteNumber("channels", weights.Shape[2].Size);
            json.WriteNumber("outputs", weights.Shape[3].Size);
            json.WriteNumber("tile", transform.Outputs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLevel(Utf8JsonWriter json, BundleLevel level)
    {
        json.WriteStartObject(level.Backend.Name);
        json.WriteString("kind", level.Backend.Kind);
        WriteFile(json, level.Code.FileName, level.Code.Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(level.Code.Bytes)));
        json.WriteNumber("memory", level.MemoryBytes);
        if (level.ScratchBytes > 0) json.WriteNumber("scratch", level.ScratchBytes);
        foreach (var (name, number) in level.Code.Facts) json.WriteNumber(name, number);
        json.WriteBoolean("threaded", level.IsThreaded);
        WriteFunctions(json, "runs", level.Runs);
        WriteFunctions(json, "steps", level.Steps);
        json.WriteEndObject();
    }

    private static void WriteFunctions(Utf8JsonWriter json, string key, IReadOnlyList<BundleFunction> functions)
    {
        json.WriteStartArray(key);
        foreach (var (plan, address) in functions)
        {
            json.WriteStartObject();
            json.WriteString("name", plan.Name);
            if (plan.Batch is { } batch) json.WriteNumber("batch", batch);
            WritePlaces(json, "inputs", plan.Plan.Inputs, address);
            WritePlaces(json, "outputs", plan.Plan.Outputs, address);
            WriteChecks(json, plan.Plan.Checks, address);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The address and the bytes of each tensor.</summary>
    private static void WritePlaces(
        Utf8JsonWriter json, string key, IReadOnlyDictionary<string, PlacedTensor> places, Func<Placement, int> address)
    {
        json.WriteStartObject(key);
        foreach (var (name, (type, place)) in places)
        {
            WriteNumbers(json, name, [address(place), checked((int)type.Bytes)]);
        }

        json.WriteEndObject();
    }

    /// <summary>Of each index that a kernel checks where it notes down wrong ones, whose it is, and the size of its axis.</summary>
    private static void WriteChecks(Utf8JsonWriter json, IReadOnlyList<IndexCheck> checks, Func<Placement, int> address)
    {
        if (checks.Count == 0) return;
        json.WriteStartArray("checks");
        foreach (var (where, size, place) in checks)
        {
            json.WriteStartArray();
            json.WriteNumberValue(address(place));
            json.WriteStringValue(where);
            json.WriteNumberValue(size);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteTraining(
        Utf8JsonWriter json, BundleOptions options, BundleTraining training, BundlePlan step, StateLayout state)
    {
        json.WriteStartObject("training");
        WriteTensors(json, "inputs", step.Graph.Inputs, options.Dimensions, step.Batch, LabelClasses.Of(step.Graph));
        WriteTensors(json, "outputs", step.Graph.Outputs, options.Dimensions, step.Batch);
        if (training.LearningRate is { } rate) json.WriteNumber("learningRate", BundleMemory.AddressOf(state[rate]));
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, string name, int length, string hash)
    {
        json.WriteString("file", name);
        json.WriteNumber("bytes", length);
        json.WriteString("sha256", hash);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, IEnumerable<int> numbers)
    {
        json.WritePropertyName(key);
        WriteNumbers(json, numbers);
    }

    private static void WriteNumbers(Utf8JsonWriter json, IEnumerable<int> numbers)
    {
        json.WriteStartArray();
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    public static string TypeName(ElementType type) => type.Info().Name;
}
