using Bantam.Autodiff;
using Bantam.Onnx.Reading;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows;

/// <summary>
/// Gradients, and steps of optimizers, which are read as the arithmetic that they consist of. A step takes the learning rate R, the
/// number T of steps before, and then for all tensors: the tensors themselves, their gradients, and one or two states of each; it gives
/// the new tensors and the new states in the same order.
/// </summary>
internal static class OptimizerRows
{
    /// <summary>A new tensor and its new states.</summary>
    private delegate Tensor[] Step(Tensor x, Tensor gradient, IReadOnlyList<Tensor> states);

    public static IEnumerable<OperatorRow> All =>
    [
        Row("Adagrad", Adagrad),
        Row("Adam", Adam),
        Row("Momentum", Momentum),
        Row("Gradient", Gradient),
    ];

    private static OperatorRow Row(string name, Func<OnnxNode, Tensor[]> read) => new(name, 1, read) { Domain = OperatorTable.Training };

    private static Tensor[] Adagrad(OnnxNode node)
    {
        var (norm, epsilon, decay) = (Number(node, "norm_coefficient", 0), Number(node, "epsilon", 0), Number(node, "decay_factor", 0));
        return Steps(node, 1, (x, gradient, states) =>
        {
            var g = Regularized(x, gradient, norm);
            var squares = states[0] + (g * g);
            var rate = Rate(node, x) / (1f + (Rounds(node, x) * decay));
            return [x - (rate * g / (squares.Sqrt() + epsilon)), squares];
        });
    }

    private static Tensor[] Adam(OnnxNode node)
    {
        var (alpha, beta, epsilon) = (Number(node, "alpha", 0.9f), Number(node, "beta", 0.999f), Number(node, "epsilon", 0));
        var (norm, after) = (Number(node, "norm_coefficient", 0), Number(node, "norm_coefficient_post", 0));
        return Steps(node, 2, (x, gradient, states) =>
        {
            var g = Regularized(x, gradient, norm);
            var mean = (states[0] * alpha) + (g * (1 - alpha));
            var squares = (states[1] * beta) + (g * g * (1 - beta));
            var (rate, t) = (Rate(node, x), Rounds(node, x));
            var corrected = rate * (1f - t.Number(beta).Pow(t)).Sqrt() / (1f - t.Number(alpha).Pow(t));
            rate = Tensor.Where(t > 0, corrected, rate);
            var moved = x - (rate * mean / (squares.Sqrt() + epsilon));
            return [moved * (1 - after), mean, squares];
        });
    }

    private static Tensor[] Momentum(OnnxNode node)
    {
        var (alpha, beta, norm) = (Required(node, "alpha"), Required(node, "beta"), Required(node, "norm_coefficient"));
        var isNesterov = node.Attributes.Choice("mode", "", [("standard", false), ("nesterov", true)], null);
        return Steps(node, 1, (x, gradient, states) =>
        {
            var g = Regularized(x, gradient, norm);
            var weight = Tensor.Where(Rounds(node, x) > 0, x.Number(beta), x.Number(1));
            var speed = (states[0] * alpha) + (weight * g);
            return [x - (Rate(node, x) * (isNesterov ? g + (speed * alpha) : speed)), speed];
        });
    }

    /// <summary>
    /// The gradients of the value y of the graph with respect to the values xs, where these and the values zs are what the inputs are. Of
    /// a y of several elements it is that of their sum.
    /// </summary>
    private static Tensor[] Gradient(OnnxNode node)
    {
        var a = node.Attributes;
        var xs = a.Texts("xs", null) ?? throw node.Error("attribute 'xs' is missing.");
        string[] names = [.. xs, .. a.Texts("zs", null) ?? []];
        if (names.Length != node.Inputs.Count || names.Distinct().Count() != names.Length)
            throw node.Error(
                $"there is an input for each of the {names.Length} values that 'xs' and 'zs' name; there are {node.Inputs.Count}.");
        var given = names.Select((name, i) => (name, node.Input(i))).ToDictionary();
        var y = node.Again(a.OptionalText("y") ?? throw node.Error("attribute 'y' is missing."), given);
        Tensor[] parameters = [.. xs.Select(x => given[x])];
        if (parameters.Any(p => !p.IsSymbolic)) throw new GapException("the gradient with respect to a constant is asked for.");
        if (!y.IsSymbolic) return [.. parameters.Select(p => p * 0.0)];
        try
        {
            return Gradients.Of(y.Shape.Rank == 0 ? y : y.ReduceSum(), parameters);
        }
        catch (NotSupportedException error)
        {
            throw new GapException(error.Message);
        }
    }

    /// <summary>The step of each tensor; first outputs come first.</summary>
    private static Tensor[] Steps(OnnxNode node, int states, Step step)
    {
        var kinds = 2 + states;
        var given = node.Inputs.Count - 2;
        if (given < kinds || given % kinds != 0)
            throw node.Error($"inputs are R, T, and {kinds} of each tensor; there are {node.Inputs.Count}.");
        var count = given / kinds;
        Tensor[][] results = [.. Enumerable.Range(0, count).Select(i => step(At(0, i), At(1, i), [.. States(i)]))];
        return [.. Enumerable.Range(0, 1 + states).SelectMany(kind => results.Select(r => r[kind]))];

        Tensor At(int kind, int tensor) => node.Input(2 + (kind * count) + tensor);

        IEnumerable<Tensor> States(int tensor) => Enumerable.Range(2, states).Select(kind => At(kind, tensor));
    }

    private static Tensor Regularized(Tensor x, Tensor gradient, double norm) => norm == 0 ? gradient : (x * norm) + gradient;

    private static Tensor Rate(OnnxNode node, Tensor x) => node.Input(0).Cast(x.Element).Reshape(Shape.Scalar);

    private static Tensor Rounds(OnnxNode node, Tensor x) => node.Input(1).Cast(x.Element).Reshape(Shape.Scalar);

    private static double Number(OnnxNode node, string name, float otherwise) => node.Attributes.Float(name, otherwise);

    private static double Required(OnnxNode node, string name) =>
        node.Attributes.Has(name) ? node.Attributes.Float(name, 0) : throw node.Error($"attribute '{name}' is missing.");
}
