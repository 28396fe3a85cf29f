using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Movement;
using Bantam.Operators.Quantization;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>
/// A product or convolution of dequantized numbers by dequantized constants is one of integers, scaled: what is quantized behind it is
/// requantized in the same pass. The sums are exact, where those of floats are rounded at each step, and are scaled, biased and rounded
/// in Float: an output that is quantized differs by at most one step, and only where rounding decided which one it is.
/// </summary>
internal static class QuantizedProduct
{
    /// <summary>The longest sum of products of bytes less their zero points that Int32 holds for certain.</summary>
    private const int LongestSum = int.MaxValue / (255 * 255);

    public static Tensor? Match(Site site) => site.Operator switch
    {
        MatMul when site[0].Shape.Rank >= 2 && site[1].Shape.Rank == 2 => OfMatrices(site, outputAxis: 1),
        Gemm { TransA: false } gemm => OfGemm(site, gemm),
        Conv { Attributes: { ChannelsLast: false, Group: 1 } attributes } => OfConv(site, attributes),
        _ => null,
    };

    private static Tensor? OfMatrices(Site site, int outputAxis)
    {
        if (Factors(site, outputAxis) is not var (left, right)) return null;
        var weights = outputAxis == 1 ? right.Numbers : Site.Written(right.Numbers).TransposeLast();
        var sums = new MatMulInteger().ApplyOne(left.Numbers, weights, left.Zero, right.Zero);
        return sums.Cast(ElementType.Float) * (left.Scale * right.Scale);
    }

    private static Tensor? OfGemm(Site site, Gemm gemm)
    {
        if (OfMatrices(site, gemm.TransB ? 0 : 1) is not { } product) return null;
        if (gemm.Alpha != 1) product *= gemm.Alpha;
        if (site.Optional(2) is not { } c || gemm.Beta == 0) return product;
        return product + (gemm.Beta == 1 ? c : c * gemm.Beta);
    }

    private static Tensor? OfConv(Site site, ConvolutionAttributes attributes)
    {
        if (Factors(site, outputAxis: 0) is not var (image, weights)) return null;
        var sums = new ConvInteger(attributes).ApplyOne(image.Numbers, weights.Numbers, image.Zero, weights.Zero);
        var output = sums.Cast(ElementType.Float) * (image.Scale * PerChannel(weights.Scale));
        return site.Optional(2) is { } bias ? output + PerChannel(bias) : output;

        Tensor PerChannel(Tensor numbers) =>
            numbers.Shape.Rank == 0 ? numbers : Site.Written(numbers).Reshape([-1, .. Enumerable.Repeat(1, attributes.Rank)]);
    }

    /// <summary>Both factors; null where one is not bytes, the right one is not known, or a sum might leave Int32.</summary>
    private static (Factor Left, Factor Right)? Factors(Site site, int outputAxis)
    {
        if (Factor.Of(site.Of(site[0]), null) is not { } left || Factor.Of(site.Of(site[1]), outputAxis) is not { } right) return null;
        if (left.Numbers.Constant is not null || right.Numbers.Constant is not { } constant) return null;
        return constant.Shape.ElementCount / Math.Max(constant.Shape[outputAxis].Size, 1) <= LongestSum ? (left, right) : null;
    }

    /// <summary>What was dequantized.</summary>
    /// <param name="Numbers">The bytes.</param>
    /// <param name="Scale">Their scale: one, or one for each output channel.</param>
    /// <param name="Zero">Their zero point; null where there is none.</param>
    private sealed record Factor(Tensor Numbers, Tensor Scale, Tensor? Zero)
    {
        /// <summary>
        /// A factor with one scale, which may have been reshaped since, or with one for each place of an axis where one is given.
        /// </summary>
        public static Factor? Of(Site? site, int? axis)
        {
            if (site is { Operator: MovementOperator } moved && axis is null)
                return Of(site.Of(site[0]), null) is not { } factor ? null
                    : factor with { Numbers = moved.Operator.ApplyOne([factor.Numbers, .. moved.Inputs.Skip(1)]) };
            if (site is not { Operator: DequantizeLinear { To: null or ElementType.Float } op }) return null;
            var (numbers, scale, zero) = (site[0], site[1], site.Optional(2));
            if (numbers.Element is not (ElementType.Int8 or ElementType.UInt8) || scale.Element != ElementType.Float) return null;
            if (zero is not null && axis is not null && zero.Constant is null) return null;
            if (IsOne(scale) && (zero is null || IsOne(zero))) return new(numbers, One(scale), zero is null ? null : One(zero));
            var isAlongAxis = axis is { } along && op.Along.BlockSize == 0 && numbers.Shape.Axis(op.Along.Axis) == along;
            return isAlongAxis ? new(numbers, IsOne(scale) ? One(scale) : scale, zero) : null;
        }

        private static bool IsOne(Tensor tensor) => tensor.Shape.IsKnown && tensor.Shape.ElementCount == 1;

        private static Tensor One(Tensor tensor) => tensor.Shape.Rank == 0 ? tensor : tensor.Reshape();
    }
}
