using System.Globalization;
using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Rows;
using Bantam.Tensors;
using Kind = Bantam.Onnx.Protobuf.AttributeProto.Types.AttributeType;

namespace Bantam.Onnx.Reading;

/// <summary>The attributes of a node in a file. Each may be asked for; what is never asked for, the operator does not have.</summary>
internal sealed class AttributeReader : Attributes
{
    private readonly Dictionary<string, AttributeProto> _all = [];
    private readonly HashSet<string> _asked = [];
    private readonly OnnxNode _node;

    public AttributeReader(OnnxNode node, IEnumerable<(string Name, AttributeProto Value)> attributes)
    {
        _node = node;
        Inputs = [.. node.Inputs.Select(i => i?.Kind as TensorType)];
        foreach (var (name, value) in attributes)
            if (!_all.TryAdd(name, value))
                throw Fault($"an attribute is given once; '{name}' is given again.");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<TensorType?> Inputs { get; }

    /// <inheritdoc/>
    public override int OutputCount => _node.OutputCount;

    /// <summary>Attributes that no one asked for.</summary>
    public IEnumerable<string> Unasked => _all.Keys.Where(name => !_asked.Contains(name));

    /// <summary>Whether the file has an attribute.</summary>
    public bool Has(string name) => _all.ContainsKey(name);

    /// <inheritdoc/>
    public override float Float(string name, float otherwise, float? present = null) =>
        Find(name, Kind.Float, a => a.HasF)?.F ?? otherwise;

    /// <inheritdoc/>
    public override float? OptionalFloat(string name, float? present = null) => Find(name, Kind.Float, a => a.HasF)?.F;

    /// <inheritdoc/>
    public override int Int(string name, int otherwise, int? present = null) => OptionalInt(name, present) ?? otherwise;

    /// <inheritdoc/>
    public override int? OptionalInt(string name, int? present = null) => Long(name) is { } found ? Narrow(name, found) : null;

    /// <inheritdoc/>
    public override Ints? OptionalInts(string name, Ints? present = null) =>
        Longs(name) is { } longs ? Tensors.Ints.From(longs.Select(l => Narrow(name, l))) : null;

    /// <summary>A graph.</summary>
    /// <exception cref="ModelFormatException">It is missing.</exception>
    public GraphProto Graph(string name) =>
        Find(name, Kind.Graph, a => a.G is not null)?.G ?? throw Fault($"attribute '{name}' holds a graph; it is missing.");

    /// <summary>Integers of 64 bits; null where they are missing.</summary>
    public IReadOnlyList<long>? Longs(string name) => Find(name, Kind.Ints, a => a.Ints.Count > 0)?.Ints;

    /// <summary>Numbers; null where they are missing.</summary>
    public IReadOnlyList<float>? Floats(string name) => Find(name, Kind.Floats, a => a.Floats.Count > 0)?.Floats;

    /// <summary>Texts; null where they are missing.</summary>
    public IReadOnlyList<string>? Texts(string name) =>
        Find(name, Kind.Strings, a => a.Strings.Count > 0)?.Strings.Select(s => s.ToStringUtf8()).ToArray();

    /// <summary>A text; null where it is missing.</summary>
    public string? OptionalText(string name) => Find(name, Kind.String, a => a.HasS)?.S.ToStringUtf8();

    /// <summary>An integer of 64 bits; null where it is missing.</summary>
    public long? Long(string name) => Find(name, Kind.Int, a => a.HasI)?.I;

    /// <inheritdoc/>
    public override Tensor? OptionalTensor(string name, Tensor? present = null) =>
        Find(name, Kind.Tensor, a => a.T is not null)?.T is { } tensor ? _node.Read(tensor) : null;

    /// <inheritdoc/>
    public override long Long(string name, long otherwise, long? present) => Long(name) ?? otherwise;

    /// <inheritdoc/>
    public override Items<long>? Longs(string name, Items<long>? present) => NoneAsNull(Longs(name));

    /// <inheritdoc/>
    public override Items<float>? Floats(string name, Items<float>? present) => NoneAsNull(Floats(name));

    /// <inheritdoc/>
    public override Items<string>? Texts(string name, Items<string>? present) => NoneAsNull(Texts(name));

    /// <inheritdoc/>
    public override string Text(string name, string otherwise, string? present = null) => OptionalText(name) ?? otherwise;

    /// <inheritdoc/>
    public override ElementType? OptionalElement(string name, ElementType? present = null)
    {
        if (OptionalInt(name) is not { } type || type == 0) return null;
        return ElementTypeMap.Find(type) ?? throw new GapException(
            $"attribute '{name}' is the element type {ElementTypeMap.Name(type)}, which Bantam does not have.");
    }

    /// <inheritdoc/>
    public override ValueKind? OptionalKind(string name, ValueKind? present = null)
    {
        if (Find(name, Kind.TypeProto, a => a.Tp is not null)?.Tp is not { } type) return null;
        var (kind, reason) = _node.Read(type);
        return reason is null ? kind : throw new GapException($"attribute '{name}' is a type: {reason}.");
    }

    /// <inheritdoc/>
    public override int Stream(int? present = null) => _node.Stream;

    /// <inheritdoc/>
    public override int DrawnSeed(int? present = null) => _node.DrawnSeed;

    /// <inheritdoc/>
    public override void Only(string name, int value)
    {
        if (Int(name, value) is var found && found != value)
            throw new GapException($"attribute '{name}' is {found}; Bantam has the operator with {value} only.");
    }

    /// <inheritdoc/>
    public override void Ignore(string name) => _asked.Add(name);

    /// <inheritdoc/>
    public override ModelFormatException Fault(string rule) => _node.Error(rule);

    /// <summary>An attribute as a short text, for people.</summary>
    public static string Describe(AttributeProto attribute)
    {
        var value = attribute.Type switch
        {
            Kind.Float => attribute.F.ToString(CultureInfo.InvariantCulture),
            Kind.Int => attribute.I.ToString(CultureInfo.InvariantCulture),
            Kind.String => $"\"{Shorten(attribute.S.ToStringUtf8())}\"",
            Kind.Ints => List(attribute.Ints),
            Kind.Floats => List(attribute.Floats),
            Kind.Strings => List(attribute.Strings.Select(s => s.ToStringUtf8())),
            Kind.Tensor => $"{ElementTypeMap.Name(attribute.T?.DataType ?? 0)}[{string.Join(',', attribute.T?.Dims ?? [])}]",
            Kind.Graph => $"a graph of {attribute.G?.Node.Count ?? 0} nodes",
            var other => other.ToString(),
        };
        return $"{Shorten(attribute.Name)} = {value}";
    }

    private static Items<T>? NoneAsNull<T>(IReadOnlyList<T>? items) => items is { Count: > 0 } ? Items.From(items) : null;

    private static string List<T>(IEnumerable<T> items) => $"[{Shorten(string.Join(", ", items.Take(20)))}]";

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private int Narrow(string name, long value) => value is >= int.MinValue and <= int.MaxValue ? (int)value
        : throw Fault($"attribute '{name}' is a number of 32 bits; it is {value}.");

    /// <summary>An attribute that must be of a kind. Files of the first format version do not say the kind: what is there counts.</summary>
    private AttributeProto? Find(string name, Kind kind, Func<AttributeProto, bool> hasValue)
    {
        _asked.Add(name);
        if (!_all.TryGetValue(name, out var attribute)) return null;
        var isRight = attribute.Type == Kind.Undefined ? hasValue(attribute) : attribute.Type == kind;
        return isRight ? attribute : throw Fault($"attribute '{name}' is {kind}; the file has {attribute.Type}.");
    }
}
