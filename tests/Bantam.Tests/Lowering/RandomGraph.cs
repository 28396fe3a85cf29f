using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Tests.Lowering;

/// <summary>
/// A graph made by chance: operators of all kinds on whatever was computed before, some of it returned, some stored to variables, half
/// of the time with gradients. Numbers stay small, so that rounding differences do.
/// </summary>
internal sealed class RandomGraph
{
    private static readonly int[] Sizes = [1, 2, 3, 5, 17];
    private readonly System.Random _random;
    private readonly List<Tensor> _tensors = [];
    private readonly bool _hasGradients;

    private RandomGraph(int seed)
    {
        _random = new System.Random(seed);
        _hasGradients = seed % 2 == 0;
        var inputs = Enumerable.Range(0, 3)
            .Select(i => (Name: $"x{i}", Type: TensorType.Float(Shape.Of(Dimensions(_random.Next(1, 4))))))
            .ToArray();
        Given = inputs.ToDictionary(i => i.Name, i => Filled(i.Type.Shape.Sizes));
        Variables = [.. Enumerable.Range(0, 2).Select(i => new Variable($"v{i}", Filled(Dimensions(2))))];
        Graph = Graph.Trace([.. inputs], Build);
    }

    public Graph Graph { get; }

    public IReadOnlyDictionary<string, Tensor> Given { get; }

    public IReadOnlyList<Variable> Variables { get; }

    public static RandomGraph Of(int seed) => new(seed);

    private List<(string, Tensor)> Build(IReadOnlyList<Tensor> inputs)
    {
        _tensors.AddRange(inputs);
        _tensors.AddRange(Variables.Select(v => v.Read()));
        for (var i = 0; i < 22; i++) Add();
        if (_hasGradients)
        {
            var loss = Tensor.Sum([.. Enumerable.Range(0, 2).Select(_ => Any()).Select(t => (t * t).ReduceMean())]);
            _tensors.AddRange(Gradients.Of(loss, [.. inputs, .. Variables.Select(v => v.Read())]).Where(g => g.IsSymbolic));
            _tensors.Add(loss);
        }

        foreach (var variable in Variables)
            if (_tensors.Where(t => t.Shape.Equals(variable.Type.Shape)).ToArray() is { Length: > 0 } fitting && _random.Next(3) > 0)
                GraphBuilder.Current!.Update(variable, fitting[_random.Next(fitting.Length)]);
        return [.. _tensors.TakeLast(2).Append(Any()).Distinct().Select((t, i) => ($"y{i}", t))];
    }

    private void Add()
    {
        var x = Any();
        var made = _random.Next(16) switch
        {
            0 => Unary(x),
            1 or 2 or 3 => Pair(x),
            4 => Tensor.Where(x > 0.1, x, Unary(x)),
            5 when x.Shape.Rank > 0 => x.ReduceSum(Axes(x), Coin()) * 0.3,
            6 when x.Shape.Rank > 0 => Coin() ? x.ReduceMax(Axes(x), Coin()) : x.ReduceMin(Axes(x), Coin()),
            7 => Product(x),
            8 when x.Shape.Rank > 0 => Coin() ? x.Softmax(Axis(x)) : x.LogSoftmax(Axis(x)) * 0.3,
            9 => x.Transpose([.. Enumerable.Range(0, x.Shape.Rank).OrderBy(_ => _random.Next())]),
            10 => x.Reshape(Coin() ? [-1] : [.. x.Shape.Sizes, 1]),
            11 when x.Shape.Rank > 0 => Part(x),
            12 when x.Shape.Rank > 0 => Tensor.Concat(_random.Next(x.Shape.Rank) is var axis ? axis : 0, x, Unary(x), x),
            13 when x.Shape.Rank > 0 => x.Pad(Margins(x), Margins(x), _hasGradients ? PadMode.Constant : PadMode.Edge),
            14 when x.Shape.Rank > 0 => x.Gather(Tensor.From<int>([0, -1, 0], 3), Axis(x)),
            15 when x.Shape.Rank < 3 => x.Unsqueeze([0]).Expand(Shape.Of([3, .. x.Shape.Sizes])),
            _ => Unary(x),
        };
        if (made.Shape.ElementCount is > 0 and <= 2000 && made.Shape.Rank <= 4) _tensors.Add(made);
    }

    private Tensor Unary(Tensor x) => _random.Next(7) switch
    {
        0 => x.Tanh(),
        1 => x.Sigmoid(),
        2 => x.Relu(),
        3 => -x,
        4 => x.Gelu() * 0.5,
        5 => x * 0.7 + 0.1,
        _ => x.Clip(-0.5, 0.8),
    };

    /// <summary>An operator on this tensor and another one that it broadcasts with, if there is one.</summary>
    private Tensor Pair(Tensor x)
    {
        var fitting = _tensors.Where(t => Broadcasts(t.Shape, x.Shape)).ToArray();
        var y = fitting[_random.Next(fitting.Length)];
        var (a, b) = Coin() ? (x, y) : (y, x);
        return _random.Next(5) switch
        {
            0 => (a + b) * 0.5,
            1 => a - b,
            2 => a * b * 0.5,
            3 => Tensor.Max(a, b),
            _ => a / (1.5 + (b * b)),
        };
    }

    /// <summary>A matrix product with whatever fits, and with elementwise operators behind it.</summary>
    private Tensor Product(Tensor x)
    {
        if (x.Shape.Rank == 0) return x;
        var depth = x.Shape[-1].Size;
        var right = _tensors.FirstOrDefault(t => t.Shape.Rank == 2 && t.Shape[0] == depth);
        right ??= Filled([depth, Sizes[_random.Next(Sizes.Length)]]);
        var product = x.MatMul(right) * 0.3;
        return _random.Next(3) switch
        {
            0 => product,
            1 => product.Relu(),
            _ => product.Shape.Equals(x.Shape) ? product + x : product + Filled([product.Shape[-1].Size]),
        };
    }

    private Tensor Part(Tensor x)
    {
        var axis = Axis(x);
        var size = x.Shape[axis].Size;
        var start = _random.Next(size);
        return x.Slice([axis], [start], [_random.Next(start, size) + 1], [_random.Next(1, 3)]);
    }

    private static bool Broadcasts(Shape a, Shape b)
    {
        for (var i = 1; i <= Math.Min(a.Rank, b.Rank); i++)
            if (a[-i] != b[-i] && a[-i] != 1 && b[-i] != 1)
                return false;
        return true;
    }

    private Tensor Any() => _tensors[_random.Next(_tensors.Count)];

    private bool Coin() => _random.Next(2) == 0;

    private int Axis(Tensor x) => _random.Next(x.Shape.Rank);

    private int[] Axes(Tensor x) =>
        [.. Enumerable.Range(0, x.Shape.Rank).OrderBy(_ => _random.Next()).Take(_random.Next(1, x.Shape.Rank + 1))];

    private int[] Margins(Tensor x) => [.. x.Shape.Select(_ => _random.Next(2))];

    private int[] Dimensions(int rank) => [.. Enumerable.Range(0, rank).Select(_ => Sizes[_random.Next(Sizes.Length)])];

    private Tensor Filled(int[] sizes)
    {
        var shape = Shape.Of(sizes);
        float[] elements = [.. Enumerable.Range(0, shape.ElementCount).Select(_ => (_random.NextSingle() * 2) - 1)];
        return Tensor.From(elements, shape);
    }
}
