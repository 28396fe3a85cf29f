using System.Globalization;
using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.MachineLearning;

/// <summary>
/// For each element that is one of some keys the value of that key, for others a value of their own. A key that is NaN stands for all
/// NaN; of equal keys the first one counts. <see href="https://onnx.ai/onnx/operators/onnx_aionnxml_LabelEncoder.html"/>
/// </summary>
/// <param name="Keys">The keys, of the input's element type.</param>
/// <param name="Values">Their values, of the output's element type.</param>
/// <param name="Default">The value of what is no key.</param>
public sealed record LabelEncoder(FixedTensor Keys, FixedTensor Values, FixedTensor Default) : Operator
{
    /// <summary>So many keys are compared one after the other, which kernels do for all elements at once; more are looked up.</summary>
    private const int MostCompared = 64;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if (inputs[0].Element != Keys.Element) throw new ShapeException($"the keys are {Keys.Element}; the input is {inputs[0]}.");
        if (Keys.Count != Values.Count)
            throw new ShapeException($"there must be a value for each key; there are {Keys.Count} keys and {Values.Count} values.");
        if (Default.Count != 1 || Default.Element != Values.Element)
            throw new ShapeException($"the default must be one {Values.Element}; it is {Default.Tensor.Type}.");
        return [new TensorType(Values.Element, inputs.Shape(0))];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) => AxisMap.Elementwise([inputs.Shape(0)], inputs.Shape(0));

    /// <inheritdoc/>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        if (Keys.Count > MostCompared || !Keys.Element.Info().HasKernels || !Values.Element.Info().HasKernels) return null;
        var (x, result) = (inputs[0]!, Default.Tensor.Reshape(Shape.Scalar).Expand(inputs[0]!.Shape));
        for (var i = Keys.Count - 1; i >= 0; i--)
        {
            var (key, value) = (At(Keys, i), At(Values, i));
            var isNaN = Keys.Element.IsFloating() && double.IsNaN(key.ToDoubles()[0]);
            result = Tensor.Where(isNaN ? !Tensor.Equal(x, x) : Tensor.Equal(x, key), value, result);
        }

        return [result];
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        var places = new Dictionary<string, long>();
        var (keys, given) = (Texts(Keys.Tensor), Texts(inputs[0]!));
        for (var i = 0; i < keys.Length; i++) places.TryAdd(keys[i], i);
        var found = Tensor.From<long>(Array.ConvertAll(given, text => places.GetValueOrDefault(text, keys.Length)), inputs[0]!.Shape);
        InferFor(inputs);
        return [Tensor.Concat(0, Values.Tensor.Reshape(-1), Default.Tensor.Reshape(1)).Gather(found)];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];

    private static Tensor At(FixedTensor list, int index) => list.Tensor.Reshape(-1).Gather(Tensor.Scalar((long)index));

    /// <summary>Elements as texts that are equal where they are; −0 is 0.</summary>
    private static string[] Texts(Tensor tensor) => tensor.Element == ElementType.String ? tensor.Strings.ToArray()
        : tensor.Element.IsFloating() ? Array.ConvertAll(tensor.ToDoubles(), x => (x + 0.0).ToString("R", CultureInfo.InvariantCulture))
        : Array.ConvertAll(tensor.ToNumbers<Int128>(), x => x.ToString(CultureInfo.InvariantCulture));
}
