using Bantam.Tensors;

namespace Bantam.Onnx.Rows;

/// <summary>
/// The attributes of a node, for a row that says what they are: names, ONNX' defaults, and where an operator keeps them. Reading
/// gives what the file has or the default; writing notes what the operator has and gives it back.
/// </summary>
internal abstract class Attributes
{
    /// <summary>The types of the node's inputs; null where one is absent, or no tensor.</summary>
    public abstract IReadOnlyList<TensorType?> Inputs { get; }

    /// <summary>How many outputs the node has.</summary>
    public abstract int OutputCount { get; }

    /// <summary>A number.</summary>
    public abstract float Float(string name, float otherwise, float? present);

    /// <summary>A number that may be missing.</summary>
    public abstract float? OptionalFloat(string name, float? present);

    /// <summary>An integer.</summary>
    public abstract int Int(string name, int otherwise, int? present);

    /// <summary>An integer that may be missing.</summary>
    public abstract int? OptionalInt(string name, int? present);

    /// <summary>An integer that stands for yes or no.</summary>
    public bool Bool(string name, bool otherwise, bool? present) => Int(name, otherwise ? 1 : 0, present is { } p ? p ? 1 : 0 : null) switch
    {
        0 => false,
        1 => true,
        var other => throw Fault($"attribute '{name}' is 0 or 1; it is {other}."),
    };

    /// <summary>Integers; null where they are missing and there is no default.</summary>
    public abstract Ints? OptionalInts(string name, Ints? present);

    /// <summary>Integers.</summary>
    public Ints Ints(string name, Ints otherwise, Ints? present) =>
        OptionalInts(name, otherwise.Equals(present) ? null : present) ?? otherwise;

    /// <summary>An integer of 64 bits.</summary>
    public abstract long Long(string name, long otherwise, long? present);

    /// <summary>Integers of 64 bits; null where they are missing or none.</summary>
    public abstract Items<long>? Longs(string name, Items<long>? present);

    /// <summary>Numbers; null where they are missing or none.</summary>
    public abstract Items<float>? Floats(string name, Items<float>? present);

    /// <summary>Texts; null where they are missing or none.</summary>
    public abstract Items<string>? Texts(string name, Items<string>? present);

    /// <summary>A text.</summary>
    public abstract string Text(string name, string otherwise, string? present);

    /// <summary>One of several words, each of which stands for a value.</summary>
    public T Choice<T>(string name, string otherwise, IReadOnlyList<(string Word, T Value)> choices, T? present) where T : struct
    {
        var word = present is { } value ? choices.First(c => EqualityComparer<T>.Default.Equals(c.Value, value)).Word : null;
        word = Text(name, otherwise, word);
        foreach (var choice in choices)
            if (choice.Word == word)
                return choice.Value;
        throw Fault($"attribute '{name}' is one of {string.Join(", ", choices.Select(c => c.Word))}; it is '{word}'.");
    }

    /// <summary>An element type that may be missing.</summary>
    public abstract ElementType? OptionalElement(string name, ElementType? present);

    /// <summary>An element type.</summary>
    public ElementType Element(string name, ElementType? otherwise, ElementType? present) =>
        OptionalElement(name, present == otherwise ? null : present) ?? otherwise ?? throw Fault($"attribute '{name}' is missing.");

    /// <summary>A tensor that may be missing.</summary>
    public abstract Tensor? OptionalTensor(string name, Tensor? present);

    /// <summary>A type that may be missing.</summary>
    public abstract ValueKind? OptionalKind(string name, ValueKind? present);

    /// <summary>A number that no other random node of the graph has.</summary>
    public abstract int Stream(int? present);

    /// <summary>The seed of random nodes to which the file gives none.</summary>
    public abstract int DrawnSeed(int? present);

    /// <summary>An attribute that Bantam's operator does not have: any other value than this is a gap.</summary>
    public abstract void Only(string name, int value);

    /// <summary>An attribute that makes no difference to us.</summary>
    public abstract void Ignore(string name);

    /// <summary>An error at this node.</summary>
    public abstract Exception Fault(string rule);

    /// <summary>The number of axes of an input.</summary>
    public int Rank(int input) => Inputs.ElementAtOrDefault(input)?.Shape.Rank ?? throw Fault($"input {input} is missing.");
}
