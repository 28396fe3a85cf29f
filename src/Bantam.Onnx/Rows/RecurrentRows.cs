using Bantam.Onnx.Reading;
using Bantam.Operators.Recurrent;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;
using static Bantam.Onnx.Rows.WeightRole;

namespace Bantam.Onnx.Rows;

/// <summary>Recurrent networks.</summary>
internal static class RecurrentRows
{
    private static readonly WeightRole[] Roles = [None, Trained, Trained, Trained, None, None, None, Trained];

    private static readonly (string, RecurrentDirection)[] Directions =
    [
        ("forward", RecurrentDirection.Forward), ("reverse", RecurrentDirection.Reverse),
        ("bidirectional", RecurrentDirection.Bidirectional),
    ];

    public static IEnumerable<OperatorRow> All =>
    [
        Row<Rnn>("RNN", (a, op) => With(a, op, new(Hidden(a, op), Direction(a, op))), states: 1),
        Row<Gru>(
            "GRU",
            (a, op) => With(a, op, new(Hidden(a, op), Direction(a, op), a.Bool("linear_before_reset", false, op?.LinearBeforeReset))),
            states: 1),
        Row<Lstm>(
            "LSTM", (a, op) => With(a, op, new(Hidden(a, op), Direction(a, op), a.Bool("input_forget", false, op?.InputForget))),
            states: 2),
    ];

    private static OperatorRow Row<T>(string name, Func<Attributes, T?, T> schema, int states) where T : RecurrentOperator =>
        (Of(schema, name: name) with { Read = node => Read(node, schema(node.Attributes, null), states), LeastOutputs = 1 })
            .Weights(Roles);

    /// <summary>The width follows from the weights too, and some files leave it to them.</summary>
    private static int Hidden(Attributes a, RecurrentOperator? op) => a.OptionalInt("hidden_size", op?.Hidden)
        ?? (a.Inputs.ElementAtOrDefault(2)?.Shape is { Rank: 3 } weights && weights[2].IsKnown ? weights[2].Size
            : throw a.Fault("attribute 'hidden_size' is missing."));

    private static RecurrentDirection Direction(Attributes a, RecurrentOperator? op) =>
        a.Choice("direction", "forward", Directions, op?.Direction);

    private static T With<T>(Attributes a, T? present, T op) where T : RecurrentOperator =>
        op with { Clip = a.OptionalFloat("clip", present?.Clip), Activations = Activations(a, op, present?.Activations) };

    /// <summary>Constants are given for those functions that have some, in the order of the functions.</summary>
    private static RecurrentActivations? Activations(Attributes a, RecurrentOperator op, RecurrentActivations? present)
    {
        var usual = op.UsualActivations();
        var names = a.Texts("activations", present is null ? null : Items.From(present.Select(p => p.Function.ToString())));
        var functions = names?.Select(Function).ToArray() ?? [.. usual.Select(u => u.Function)];

        // ONNX' default names the functions of two directions; a network of one takes the first of them.
        if (op.Direction != RecurrentDirection.Bidirectional && functions.Length == 2 * usual.Count) functions = functions[..usual.Count];
        var alphas = Constants("activation_alpha", RecurrentActivation.DefaultAlpha, p => p.Alpha);
        var betas = Constants("activation_beta", RecurrentActivation.DefaultBeta, p => p.Beta);
        RecurrentActivation[] found = [.. functions.Select((f, i) => new RecurrentActivation(f, alphas[i], betas[i]))];
        return found.SequenceEqual(usual) ? null : [.. found];

        float[] Constants(string name, Func<RecurrentFunction, float?> usually, Func<RecurrentActivation, float> of)
        {
            float[] own = [.. (present ?? []).Where(p => usually(p.Function) is not null).Select(of)];
            var given = new Queue<float>(a.Floats(name, own.Length > 0 ? Items.From(own) : null) ?? []);
            return [.. functions.Select(f => usually(f) is { } constant ? given.TryDequeue(out var next) ? next : constant : 0)];
        }

        RecurrentFunction Function(string name)
        {
            foreach (var function in Enum.GetValues<RecurrentFunction>())
                if (string.Equals(function.ToString(), name, StringComparison.OrdinalIgnoreCase))
                    return function;
            throw a.Fault(
                $"attribute 'activations' has functions of {string.Join(", ", Enum.GetNames<RecurrentFunction>())}; "
                + $"one of these is '{name}'.");
        }
    }

    private static Tensor[] Read(OnnxNode node, RecurrentOperator op, int states)
    {
        // Before version 7 it said whether Y is wanted; who wants it names it.
        if (node.Version < 7) node.Attributes.Ignore("output_sequence");
        if (!node.Attributes.Bool("layout", false, null)) return node.Apply(op);

        // Of layout 1 the batch is the first axis of everything but the weights.
        Tensor?[] inputs = [.. node.Inputs];
        int[] turned = [0, .. Enumerable.Range(5, states)];
        foreach (var i in turned.Where(i => i < inputs.Length)) inputs[i] = inputs[i]?.Transpose(1, 0, 2);
        var results = op.Apply(inputs);
        return [results[0].Transpose(2, 0, 1, 3), .. results.Skip(1).Select(r => r.Transpose(1, 0, 2))];
    }
}
