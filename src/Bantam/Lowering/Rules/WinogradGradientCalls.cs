using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Operators.Convolution;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// Gradients of the weights of convolutions of 3x3 with a quarter to a half of the multiplications: the transpose of Winograd's algorithm.
/// Tiles of the image and of the gradient are transformed, multiplied and summed, one matrix product for each product of a tile, and
/// the sums transformed back.
/// </summary>
/// <param name="Tiles">The tiles, and the algorithm.</param>
/// <param name="Image">The image, channels last.</param>
/// <param name="Gradient">The gradient of the convolution, channels last.</param>
/// <param name="Weights">The shape of the weights, [3, 3, channels, outputs].</param>
internal sealed record WinogradGradientCalls(WinogradTiles Tiles, Value Image, Value Gradient, Shape Weights)
{
    private WinogradTransform Transform => Tiles.Transform;

    private int Channels => Weights[2].Size;

    private int Outputs => Weights[3].Size;

    /// <summary>The calls for the gradient of a convolution's weights; null where a product of patches is as fast.</summary>
    public static WinogradGradientCalls? Of(Node node, LoweringContext context)
    {
        if (node.Operator is not ConvWeightGradient { Attributes: var attributes }) return null;
        var (gradient, weights) = (node.Inputs[1]!, node.Outputs[0].Type);
        var pixels = gradient.Type.Shape;
        if (!WinogradChoice.Allows(attributes, weights.Shape, weights.Element, pixels, context.Target) || !pixels[0].IsKnown) return null;
        var transform = WinogradChoice.Of(
            pixels[0].Size, pixels[1].Size, pixels[2].Size, weights.Shape[2].Size, weights.Shape[3].Size);
        return transform is null ? null
            : new WinogradGradientCalls(new WinogradTiles(transform, pixels), node.Inputs[0]!, gradient, weights.Shape);
    }

    /// <summary>The calls, in order.</summary>
    public IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var label = group.ToString();
        var (values, gradients) = (Tiles.Matrices("values", Channels), Tiles.Matrices("gradients", Outputs));
        var products = new Value("products", new TensorType(ElementType.Float, Shape.Of(Transform.Products, Channels, Outputs)));
        return
        [
            Tiles.ToValues(context, Image, values, label), ToGradients(context, gradients, label),
            Multiply(context, values, gradients, products, label), ToResult(group, context, products),
        ];
    }

    private LoweredCall ToGradients(LoweringContext context, Value gradients, string label)
    {
        var (target, pixels) = (context.Target.For(Outputs), Tiles.Pixels);
        var kernel = KernelCache.Get(target, WinogradGradients.Key(Transform), () => WinogradGradients.Kernel(target, Transform));
        return new LoweredCall(
            kernel, [Gradient, gradients], [Tiles.Down, Tiles.Across, Outputs, pixels[1], pixels[2], Tiles.MatrixOf(Outputs)], Tiles.Count,
            Tiles.CostOf(Outputs), $"gradients {label}");
    }

    private LoweredCall Multiply(LoweringContext context, Value values, Value gradients, Value products, string label)
    {
        var target = context.Target.For(Outputs);
        var spec = GemmSpec.For(target, Channels, Outputs, Fusion.None, GemmWalk.Matrix, new GemmLine(Channels, 1)) with { Outer = 1 };
        var kernel = KernelCache.Get(target, spec.Key, () => Gemm.Kernel(spec));
        return new LoweredCall(
            kernel, [values, gradients, products],
            [
                Channels, Outputs, Outputs, Tiles.Count, 1, Channels,
                Tiles.MatrixOf(Channels), Tiles.MatrixOf(Outputs), Channels * Outputs, Outputs,
            ],
            Transform.Products * spec.Tiles(Channels, Outputs),
            new CallCost(Transform.Products, Channels, Outputs, Tiles.Count)
            {
                Products = [Transform.Products, Channels, Outputs, Tiles.Count],
            },
            label);
    }

    private LoweredCall ToResult(Group group, LoweringContext context, Value products)
    {
        var view = RowView.Of(Weights, Outputs).Apart();
        var chain = group.BuildChain(context, view);
        var target = context.Target.For(Outputs);
        var kernel = KernelCache.Get(
            target, WinogradWeightSums.Key(Transform, chain.Fusion), () => WinogradWeightSums.Kernel(target, Transform, chain.Fusion));
        return new LoweredCall(
            kernel, [products, .. chain.Inputs, .. chain.Outputs],
            [Channels, Outputs, Channels * Outputs, .. chain.Walks(view).SelectMany(walk => walk.Rows)],
            Channels, new CallCost(Channels, Outputs, Transform.Products, KernelCall.MovedElement), $"result {group}")
        {
            InPlace = chain.InPlace,
        };
    }
}
