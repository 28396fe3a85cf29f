using System.Globalization;
using System.Text;
using Bantam.Operators;
using Bantam.Operators.Vision;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>
/// A picture in the size that a network takes: of [height, width, channels] numbers from 0 to 255 the Float [frame's height, frame's
/// width, channels], whole numbers where the convention rounds. What it consists of follows from the picture's size, so that it is a
/// single node until that is known. Internal: it is never saved.
/// </summary>
/// <param name="Frame">The size, and how it is reached.</param>
/// <param name="Convention">Whose numbers.</param>
internal sealed record FitPicture(PictureFrame Frame, ResizeConvention Convention) : Operator, IInternalOperator
{
    /// <summary>Sums of so many products of a byte and half of a weight of Pillow's are exact in a float, and a carry too.</summary>
    private const int MostExactTaps = 48;

    /// <summary>The bits of Pillow's weights behind the point, and those of each of their halves.</summary>
    private const int WeightBits = AxisTaps.WholeBits, HalfBits = WeightBits / 2;

    private const int Height = 0, Width = 1;

    /// <summary>The picture in its frame: at once, or recorded on a tensor of a trace.</summary>
    /// <param name="picture">UInt8 [height, width, channels].</param>
    public Tensor Fit(Tensor picture) => picture.IsSymbolic ? ApplyOne(picture)
        : PictureFitter.Fit(this, picture.Bytes, picture.Shape[Width].Size, picture.Shape[Height].Size);

    /// <summary>Which axis is resized first where both are, and the order is free.</summary>
    internal static bool IsHeightFirst(AxisTaps vertical, AxisTaps horizontal, int width, int height) =>
        (long)vertical.Length * width < (long)horizontal.Length * height;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var picture = inputs.Shape(0);
        if (picture.Rank != 3) throw new ShapeException($"a picture is [height,width,channels]; this one is {inputs[0]}.");
        return [new TensorType(ElementType.Float, new Shape(Frame.Height, Frame.Width, picture[2]))];
    }

    /// <inheritdoc/>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        var picture = inputs[0]!;
        var (height, width) = (picture.Shape[Height].Size, picture.Shape[Width].Size);
        var parts = Parts(width, height);
        var (vertical, horizontal) = (parts.Vertical, parts.Horizontal);
        if (vertical.Chooses) picture = Chosen(picture, vertical, Height);
        if (horizontal.Chooses) picture = Chosen(picture, horizontal, Width);
        picture = picture.Cast(ElementType.Float);
        if (Convention.IsRoundedTwice())
        {
            if (!horizontal.Chooses) picture = Exact(picture, horizontal, Width);
            if (!vertical.Chooses) picture = Exact(picture, vertical, Height);
        }
        else
        {
            // The axis that becomes shorter by more comes first, so that the other has less to do.
            var isHeightFirst = IsHeightFirst(vertical, horizontal, width, height);
            if (!vertical.Chooses && isHeightFirst) picture = Sum(picture, vertical, Height);
            if (!horizontal.Chooses) picture = Sum(picture, horizontal, Width);
            if (!vertical.Chooses && !isHeightFirst) picture = Sum(picture, vertical, Height);
            if (Convention.IsRounded() && !(vertical.Chooses && horizontal.Chooses)) picture = picture.Round().Clip(0f, 255f);
        }

        var (top, left) = (parts.Top, parts.Left);
        var (below, right) = (Frame.Height - top - vertical.Length, Frame.Width - left - horizontal.Length);
        return [top + left + below + right == 0 ? picture : picture.Pad([top, left, 0], [below, right, 0], value: (float)Frame.Fill)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var picture = inputs[0]!;
        var parts = Parts(picture.Sizes[Width], picture.Sizes[Height]);
        var (rows, columns) = (parts.Vertical, parts.Horizontal);
        var result = new NdArray(outputs[0]);
        result.ForEach((at, offset) =>
        {
            var (y, x, channel) = (at[0] - parts.Top, at[1] - parts.Left, at[2]);
            var isInside = y >= 0 && y < rows.Length && x >= 0 && x < columns.Length;
            result.Elements[offset] = isInside
                ? Round(Weighted(rows, y, row => Round(Weighted(columns, x, column => picture[row, column, channel]), false)), true)
                : Frame.Fill;
        });
        return [result];

        double Weighted(AxisTaps taps, int place, Func<int, double> pixel) =>
            Enumerable.Range(place * taps.Count, taps.Count).Sum(k => Weight(taps, k) * pixel(taps.Indices[k]));

        double Weight(AxisTaps taps, int tap) =>
            Convention.IsRoundedTwice() ? AxisTaps.WholeOf(taps.Weights[tap]) / (double)(1 << WeightBits) : taps.Weights[tap];

        double Round(double value, bool isLast) => Convention.IsRoundedTwice() ? Math.Clamp(Math.Floor(value + 0.5), 0, 255)
            : Convention.IsRounded() && isLast ? Math.Clamp(Math.Round(value), 0, 255) : value;
    }

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"{Frame.Width}x{Frame.Height} {Frame.Fit} {Convention.NameOf()}");
        return true;
    }

    /// <summary>The taps of the pixels that lie inside of the frame, and the first of those.</summary>
    internal (AxisTaps Vertical, AxisTaps Horizontal, int Top, int Left) Parts(int width, int height)
    {
        var place = Frame.Place(width, height);
        var shrinks = place.Width <= width && place.Height <= height;
        var (vertical, top) = Visible(height, place.Height, place.Top, Frame.Height);
        var (horizontal, left) = Visible(width, place.Width, place.Left, Frame.Width);
        return (vertical, horizontal, top, left);

        (AxisTaps Taps, int First) Visible(int size, int resized, int begin, int frame)
        {
            var taps = size == resized
                ? AxisTaps.Choose(Enumerable.Range(0, size)) : ResizeTaps.Of(Convention, size, resized, shrinks);
            var first = Math.Max(-begin, 0);
            return (taps.Part(first, Math.Min(resized - first, frame - Math.Max(begin, 0))), Math.Max(begin, 0));
        }
    }

    private static Tensor Chosen(Tensor picture, AxisTaps taps, int axis)
    {
        if (taps.Keeps(picture.Shape[axis].Size)) return picture;
        var isRun = taps.Indices.Select((index, i) => index - i).Distinct().Count() == 1;
        return isRun ? picture.Slice([axis], [taps.Indices[0]], [taps.Indices[^1] + 1]) : picture.Gather(Tensor.From(taps.Indices), axis);
    }

    private static Tensor Sum(Tensor picture, AxisTaps taps, int axis) =>
        Sum(picture, axis, taps.Count, taps.Indices, taps.Floats);

    private static Tensor Sum(Tensor picture, int axis, int count, int[] indices, float[] weights)
    {
        int[] shape = [indices.Length / count, count];
        return new Interpolate(axis).ApplyOne(picture, Tensor.From(indices, shape), Tensor.From(weights, shape));
    }

    /// <summary>
    /// Pillow's sums of bytes by whole numbers of 22 bits, rounded and clipped to a byte. Floats hold 24 bits, so that the upper and the
    /// lower halves of the weights are summed by themselves, and everything is exact on every target.
    /// </summary>
    private static Tensor Exact(Tensor picture, AxisTaps taps, int axis)
    {
        var whole = taps.Whole;
        var upper = Array.ConvertAll(whole, w => (float)((w + (1 << (HalfBits - 1))) >> HalfBits));
        var lower = whole.Zip(upper, (w, u) => (float)(w - ((int)u << HalfBits))).ToArray();
        const float half = 1 << HalfBits;
        var carry = (Tensor?)null;
        var rest = (Tensor)(float)(1 << (WeightBits - 1));
        var isOne = taps.Count <= MostExactTaps;
        for (var first = 0; first < taps.Count; first += MostExactTaps)
        {
            var count = Math.Min(MostExactTaps, taps.Count - first);
            var sum = Sum(picture, axis, count, Columns(taps.Indices, first, count), Columns(lower, first, count));
            var carried = isOne ? null : (sum * (1 / half)).Floor();
            rest += carried is null ? sum : sum - (carried * half);
            carry = carry is null || carried is null ? carry ?? carried : carry + carried;
        }

        var total = Sum(picture, axis, taps.Count, taps.Indices, upper) + (rest * (1 / half)).Floor();
        if (carry is not null) total += carry;
        return (total * (1 / half)).Floor().Clip(0f, 255f);

        T[] Columns<T>(T[] all, int first, int count) => count == taps.Count ? all
            : [.. Enumerable.Range(0, taps.Length).SelectMany(i => all.AsSpan((i * taps.Count) + first, count).ToArray())];
    }
}
