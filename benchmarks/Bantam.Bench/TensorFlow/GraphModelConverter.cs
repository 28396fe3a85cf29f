using Bantam.Bench.Measuring;
using Bantam.Graphs;
using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Movement;
using Bantam.Operators.Pooling;
using Bantam.Tensors;
using static Bantam.Bench.TensorFlow.GraphModel;

namespace Bantam.Bench.TensorFlow;

/// <summary>
/// Writes a graph as a model of TensorFlow.js, as its own converter does: images lie with their channels last, weights as
/// [height, width, inputs, outputs], and a convolution is one node with its bias and its activation. A transpose is not computed, but
/// remembered, until somebody needs the order.
/// </summary>
internal sealed partial class GraphModelConverter
{
    private readonly GraphModel _model = new();
    private readonly Dictionary<Value, LaidTensor> _known = [];
    private readonly ILookup<Value, Node> _readers;
    private readonly HashSet<Value> _outputs;

    private GraphModelConverter(Graph graph)
    {
        _readers = graph.Nodes.SelectMany(n => n.Inputs.OfType<Value>().Select(i => (i, n))).ToLookup(p => p.i, p => p.n);
        _outputs = [.. graph.Outputs];
    }

    /// <summary>The model of a graph of known sizes that is prepared to infer.</summary>
    /// <exception cref="MeasurementException">It has an operator or an attribute that is not written here.</exception>
    public static GraphModel Convert(Graph graph)
    {
        var converter = new GraphModelConverter(graph);
        foreach (var input in graph.Inputs)
        {
            var (shape, order) = (input.Type.Shape.Sizes, OrderOf(input));
            var name = converter._model.Input([.. order.Select(axis => shape[axis])]);
            converter._known[input] = new LaidTensor(name, shape, order);
        }

        foreach (var node in graph.Nodes.Where(n => !converter._known.ContainsKey(n.Outputs[0]))) converter.Write(node);
        foreach (var output in graph.Outputs)
            converter._model.Output(output.Name, converter.Plain(converter.Find(output)).Name);
        return converter._model;
    }

    /// <summary>The order of an input's axes in the model: images have their channels last.</summary>
    public static IReadOnlyList<int> OrderOf(Value input) =>
        input.Type.Shape.Rank == LaidTensor.ChannelsLast.Count ? LaidTensor.ChannelsLast : LaidTensor.Plain(input.Type.Shape.Rank);

    private void Write(Node node)
    {
        switch (node.Operator)
        {
            case Conv conv: WriteConvolution(node, conv.Attributes); break;
            case MaxPool pool: WritePool(node, "MaxPool", pool.Attributes); break;
            case GlobalAveragePool: WriteMean(node); break;
            case Relu: Elementwise(node, "Relu"); break;
            case Sigmoid: Elementwise(node, "Sigmoid"); break;
            case Exp: Elementwise(node, "Exp"); break;
            case Add: Elementwise(node, "AddV2"); break;
            case Sub: Elementwise(node, "Sub"); break;
            case Mul: Elementwise(node, "Mul"); break;
            case Div: Elementwise(node, "RealDiv"); break;
            case Clip: WriteClip(node); break;
            case Swish { Alpha: 1 }: Set(node, x => _model.Add("Mul", [x, _model.Add("Sigmoid", [x])])); break;
            case HardSwish: Set(node, x => _model.Add("Mul", [x, HardSigmoid(x)])); break;
            case HardSigmoid { Alpha: 1 / 6f, Beta: 0.5f }: Set(node, HardSigmoid); break;
            case MatMul: WriteProduct(node); break;
            case Softmax softmax: WriteSoftmax(node, softmax.Axis); break;
            case Transpose transpose: WriteTranspose(node, transpose.Permutation); break;
            case Reshape or Flatten: WriteReshape(node); break;
            case Concat concat: WriteConcat(node, concat.Axis); break;
            case Split split: WriteSplit(node, split.Axis); break;
            case Slice: WriteSlice(node); break;
            default: throw Unwritten(node, "the operator");
        }
    }

    /// <summary>relu6(x + 3) / 6, as Keras has it.</summary>
    private string HardSigmoid(string x) =>
        _model.Add("Mul", [_model.Add("Relu6", [_model.Add("AddV2", [x, _model.Scalar(3f)])]), _model.Scalar(1 / 6f)]);

    private void WriteClip(Node node)
    {
        if (IsRelu6(node)) Elementwise(node, "Relu6");
        else throw Unwritten(node, "bounds other than 0 and 6");
    }

    private static bool IsRelu6(Node node) => Bound(node, 1) == 0 && Bound(node, 2) == 6;

    private static float? Bound(Node node, int input) => node.Inputs.ElementAtOrDefault(input)?.Constant?.Span<float>()[0];

    private void WriteProduct(Node node)
    {
        var (a, b) = (Plain(Find(node.Inputs[0]!)), Plain(Find(node.Inputs[1]!)));
        if (a.Shape.Count != 2 || b.Shape.Count != 2) throw Unwritten(node, "tensors that are no matrices");
        Set(node, _model.Add("MatMul", [a.Name, b.Name], ("transpose_a", Truth(false)), ("transpose_b", Truth(false))));
    }

    private void WriteSoftmax(Node node, int axis)
    {
        var x = Find(node.Inputs[0]!);
        if (x.PlaceOf(axis) != x.Order.Count - 1) x = Plain(x);
        if (x.PlaceOf(axis) != x.Order.Count - 1) throw Unwritten(node, "an axis that is not the last");
        Set(node, _model.Add("Softmax", [x.Name]), x.Order);
    }

    /// <summary>Applies an operator of one input where its elements lie.</summary>
    private void Set(Node node, Func<string, string> apply)
    {
        var x = Find(node.Inputs[0]!);
        Set(node, apply(x.Name), x.Order);
    }

    /// <summary>An operator of elements: all that have its rank lie like the first that is no constant.</summary>
    private void Elementwise(Node node, string op)
    {
        var rank = node.Outputs[0].Type.Shape.Rank;
        var inputs = node.Inputs.OfType<Value>().ToArray();
        var first = inputs.FirstOrDefault(i => i.Constant is null && i.Type.Shape.Rank == rank);
        var order = first is null ? LaidTensor.Plain(rank) : Find(first).Order;
        Set(node, _model.Add(op, [.. inputs.Select(i => Operand(node, i, order).Name)]), order);
    }

    /// <summary>An operand of an elementwise operator; beside one of a lower rank, which is repeated, no axes may be moved.</summary>
    private LaidTensor Operand(Node node, Value value, IReadOnlyList<int> order)
    {
        var rank = value.Type.Shape.Rank;
        if (rank == order.Count) return Arrange(Find(value), order);
        return rank == 0 || order.SequenceEqual(LaidTensor.Plain(order.Count)) ? Plain(Find(value))
            : throw Unwritten(node, $"an operand of rank {rank} beside one whose axes are moved");
    }

    private LaidTensor Find(Value value)
    {
        if (_known.TryGetValue(value, out var known)) return known;
        var tensor = value.Constant!;
        if (tensor.Element != ElementType.Float)
            throw new MeasurementException($"Constants are floats in what is written for TensorFlow.js; {value} is not.");
        return _known[value] = new LaidTensor(
            _model.Constant(tensor.Span<float>(), tensor.Shape.Sizes), tensor.Shape.Sizes, LaidTensor.Plain(tensor.Shape.Rank));
    }

    private void Set(Node node, string name, IReadOnlyList<int>? order = null) =>
        _known[node.Outputs[0]] = Laid(node.Outputs[0], name, order);

    private static LaidTensor Laid(Value value, string name, IReadOnlyList<int>? order = null) =>
        new(name, value.Type.Shape.Sizes, order ?? LaidTensor.Plain(value.Type.Shape.Rank));

    private static MeasurementException Unwritten(Node node, string what) =>
        new($"The model is not written for TensorFlow.js: {what} of node '{node.Name}' ({node.Operator.Name}) has no row there.");
}
