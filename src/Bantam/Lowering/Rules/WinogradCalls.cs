using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators.Convolution;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// Convolutions of windows of 3x3 by constant weights with a quarter to a half of the multiplications: tiles of the image are transformed,
/// multiplied by the transformed weights, one matrix product for each product of a tile, and transformed back.
/// </summary>
/// <param name="Transform">The algorithm.</param>
/// <param name="Image">The image, channels last.</param>
/// <param name="Weights">The weights, [3, 3, channels, outputs].</param>
/// <param name="Result">The shape of the result.</param>
internal sealed record WinogradCalls(WinogradTransform Transform, Value Image, Tensor Weights, Shape Result)
{
    /// <summary>Elements between two matrices, so that they don't lie over one another in the cache.</summary>
    private const int Gap = 16;

    private Dimension Down => (Result[1] + Transform.Outputs - 1) / Transform.Outputs;

    private Dimension Across => (Result[2] + Transform.Outputs - 1) / Transform.Outputs;

    private Dimension Tiles => Result[0] * Down * Across;

    private int Channels => Weights.Shape[2].Size;

    private int Outputs => Weights.Shape[3].Size;

    /// <summary>The calls for a convolution; null where a product of patches is as fast.</summary>
    public static WinogradCalls? Of(Node node, Target target)
    {
        if (!target.UsesWinograd || node.Operator is not Conv { Attributes: { Rank: 2, Group: 1 } attributes }) return null;
        if (node.Inputs[1] is not { Constant: { } weights } || weights.Element != ElementType.Float) return null;
        if (weights.Shape[0] != WinogradTransform.Window || weights.Shape[1] != WinogradTransform.Window) return null;
        if (attributes.Strides.Concat(attributes.Dilations).Any(step => step != 1)) return null;
        var result = node.Outputs[0].Type.Shape;
        if (!result[1].IsKnown || !result[2].IsKnown) return null;
        return WinogradChoice.Of(result[1].Size, result[2].Size, weights.Shape[2].Size, weights.Shape[3].Size) is { } transform
            ? new WinogradCalls(transform, node.Inputs[0]!, weights, result) : null;
    }

    /// <summary>The three calls.</summary>
    public IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var label = group.ToString();
        var values = Matrices("values", Channels);
        var products = Matrices("products", Outputs);
        return [ToValues(context, values, label), Multiply(context.Target, values, products, label), ToResult(group, context, products)];
    }

    private Value Matrices(string name, int columns) =>
        new(name, new TensorType(ElementType.Float, new Shape(Transform.Products, MatrixOf(columns))));

    private Dimension MatrixOf(int columns) => (Tiles * columns) + Gap;

    private LoweredCall ToValues(LoweringContext context, Value values, string label)
    {
        var (target, image, strides) = (context.Target.For(Channels), Image.Type.Shape, context.Views.Strides(Image));
        var kernel = KernelCache.Get(target, WinogradInput.Key(Transform), () => WinogradInput.Kernel(target, Transform));
        return new LoweredCall(
            kernel, [Image, values], [Down, Across, Channels, image[1], image[2], .. strides[..3], MatrixOf(Channels)], Tiles,
            new CallCost(Tiles, Channels, Transform.Products, KernelCall.MovedElement), $"values {label}");
    }

    private LoweredCall Multiply(Target target, Value values, Value products, string label)
    {
        target = target.For(Outputs);
        var spec = GemmSpec.For(target, Tiles, Outputs, Fusion.None, GemmWalk.Matrix, new GemmLine(Tiles, Channels)) with
        {
            Outer = 1,
            IsPacked = target.PacksConstants,
        };
        var weights = WinogradWeights.Get(Weights, Transform, spec.IsPacked ? spec.Width : Outputs);
        Dimension[] steps = spec.IsPacked ? [] : [Outputs];
        var factor = new Value("weights", weights.Type) { Constant = weights };
        var kernel = KernelCache.Get(target, spec.Key, () => Gemm.Kernel(spec));
        return new LoweredCall(
            kernel, [values, factor, products],
            [
                Tiles, Outputs, .. steps, Channels, Channels, 1,
                MatrixOf(Channels), weights.Shape.Product(1, 4), MatrixOf(Outputs), Outputs,
            ],
            Transform.Products * spec.Tiles(Tiles, Outputs),
            new CallCost(Transform.Products, Tiles, Outputs, Channels) { Products = [Transform.Products, Tiles, Outputs, Channels] },
            label);
    }

    private LoweredCall ToResult(Group group, LoweringContext context, Value products)
    {
        var view = RowView.Of(Result, Outputs).Apart();
        var chain = group.BuildChain(context, view);
        var target = context.Target.For(Outputs);
        var kernel = KernelCache.Get(
            target, WinogradOutput.Key(Transform, chain.Fusion), () => WinogradOutput.Kernel(target, Transform, chain.Fusion));
        return new LoweredCall(
            kernel, [products, .. chain.Inputs, .. chain.Outputs],
            [Down, Across, Outputs, Result[1], Result[2], MatrixOf(Outputs), .. chain.Walks(view).SelectMany(walk => walk.Rows)], Tiles,
            new CallCost(Tiles, Outputs, Transform.Products, KernelCall.MovedElement), $"result {group}")
        {
            InPlace = chain.InPlace,
        };
    }
}
