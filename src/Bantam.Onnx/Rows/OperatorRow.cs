using Bantam.Onnx.Reading;
using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows;

/// <summary>How an operator of ONNX is read and written, from one version of the standard on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Since">The first version that the row is for.</param>
/// <param name="Read">Puts our operators in the place of a node.</param>
internal sealed record OperatorRow(string Name, int Since, Func<OnnxNode, Tensor[]> Read)
{
    /// <summary>So many parts of a weight are put together by one node at most: those of the gates of a network both ways.</summary>
    private const int MostWeights = 16;

    private WeightRole[] _roles = [];

    /// <summary>The domain whose operator it is; that of the standard is the empty name.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Our operator, where it is the same; null where it is only read.</summary>
    public Type? Type { get; private init; }

    /// <summary>Notes the attributes of our operator.</summary>
    public Action<Operator, Attributes>? Write { get; private init; }

    /// <summary>
    /// An operator that is ours too. The schema serves both directions: it names the attributes, with ONNX' defaults and with where
    /// our operator keeps them, and makes the operator of them.
    /// </summary>
    public static OperatorRow Of<T>(Func<Attributes, T?, T> schema, int since = 1, string? name = null) where T : Operator =>
        new(name ?? typeof(T).Name, since, node => node.Apply(schema(node.Attributes, null)))
        {
            Type = typeof(T),
            Write = (op, attributes) =>
            {
                if (!schema(attributes, (T)op).Equals(op)) throw attributes.Fault($"ONNX has no attributes that say {op}.");
            },
        };

    /// <summary>A loop or a branch that is ours too.</summary>
    /// <param name="since">The first version that the row is for.</param>
    /// <param name="read">Puts our operator in the place of a node.</param>
    /// <param name="bodies">The attributes that hold its graphs.</param>
    /// <param name="write">Notes its other attributes.</param>
    public static OperatorRow Around<T>(int since, Func<OnnxNode, Tensor[]> read, string[] bodies, Action<T, Attributes>? write = null)
        where T : SubgraphOperator =>
        new(typeof(T).Name, since, read)
        {
            Type = typeof(T), Bodies = bodies, Write = (op, attributes) => write?.Invoke((T)op, attributes),
        };

    /// <summary>An operator without attributes that is ours too.</summary>
    public static OperatorRow Of<T>(int since = 1) where T : Operator, new() => Of<T>((_, _) => new T(), since);

    /// <summary>The attributes that hold graphs, in the order of our operator's bodies.</summary>
    public IReadOnlyList<string> Bodies { get; private init; } = [];

    /// <summary>The same row for inputs that hold weights, from some input on.</summary>
    public OperatorRow Weights(params WeightRole[] roles) => this with { _roles = roles };

    /// <summary>The same row for inputs that are all weights where they are initializers.</summary>
    public OperatorRow WeightsOnly() => this with { _roles = [.. Enumerable.Repeat(WeightRole.Trained, MostWeights)] };

    /// <summary>
    /// The newest version of its domain for which ONNX Runtime has the operator; files that have it speak no later one.
    /// </summary>
    public int NewestRun
    {
        get => field == 0 ? OperatorTable.SavedVersion(Domain) : field;
        init;
    }

    /// <summary>How many inputs ONNX' operator has; some of ours have more behind them.</summary>
    public int MostInputs { get; init; } = int.MaxValue;

    /// <summary>How many outputs a node must name; the others are named only where something reads them.</summary>
    public int LeastOutputs { get; init; } = int.MaxValue;

    /// <summary>Whether a node must name all outputs, whatever its row says of others, because of what its operator does.</summary>
    public Func<Operator, bool> NamesAll { get; init; } = _ => false;

    /// <summary>What an initializer is as an input.</summary>
    public WeightRole Role(int input) => input < _roles.Length ? _roles[input] : WeightRole.None;
}
