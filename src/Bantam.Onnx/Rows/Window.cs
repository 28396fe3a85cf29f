using Bantam.Onnx.Reading;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows;

/// <summary>The window of a convolution or pooling.</summary>
/// <param name="Kernel">Its size.</param>
/// <param name="Strides">Its steps.</param>
/// <param name="Pads">Padding: before each axis, then after each.</param>
/// <param name="Dilations">The distances between its taps.</param>
internal sealed record Window(Ints Kernel, Ints Strides, Ints Pads, Ints Dilations)
{
    private const int Largest = 1 << 15;

    /// <summary>Reads or writes the attributes of a window of this size.</summary>
    /// <param name="a">The attributes.</param>
    /// <param name="kernel">The size.</param>
    /// <param name="strides">The steps that are written.</param>
    /// <param name="pads">The padding that is written.</param>
    /// <param name="dilations">The distances that are written.</param>
    /// <param name="same">How much padding SAME means along an axis of the image's size; that of a convolution is the default.</param>
    public static Window Read(
        Attributes a, Ints kernel, Ints? strides, Ints? pads, Ints? dilations, Func<int, int, Window, long>? same = null)
    {
        var rank = a.Rank(0) - 2;
        if (rank < 1) throw a.Fault($"windows move over one axis behind batch and channels or more; input 0 is {a.Inputs[0]}.");
        var (ones, none) = (Ints.From(Enumerable.Repeat(1, rank)), Ints.From(new int[2 * rank]));
        strides = Checked("strides", a.Ints("strides", ones, strides), 1, rank);
        dilations = Checked("dilations", a.Ints("dilations", ones, dilations), 1, rank);
        Checked("kernel_shape", kernel, 1, rank);
        var window = new Window(kernel, strides, none, dilations);
        return a.Text("auto_pad", "NOTSET", null) switch
        {
            "" or "NOTSET" => window with { Pads = Checked("pads", a.Ints("pads", none, pads), 0, 2 * rank) },
            "VALID" => window,
            "SAME_UPPER" => Same(isUpper: true),
            "SAME_LOWER" => Same(isUpper: false),
            var other => throw a.Fault($"attribute 'auto_pad' is NOTSET, VALID, SAME_UPPER or SAME_LOWER; it is '{other}'."),
        };

        Window Same(bool isUpper)
        {
            a.Ignore("pads");
            return window.Padded(a, axis => (same ?? OfConvolution)(axis, a.Inputs[0]!.Shape[axis + 2].Size, window), isUpper);
        }

        Ints Checked(string name, Ints values, int least, int count)
        {
            if (values.Count != count) throw a.Fault($"attribute '{name}' has {count} numbers for {a.Inputs[0]}; it is {values}.");
            return values.All(v => v >= least && v <= Largest)
                ? values
                : throw a.Fault($"attribute '{name}' has numbers from {least} to {Largest}; it is {values}.");
        }
    }

    /// <summary>The window with so much padding along each axis, in equal parts; an odd one goes to the end or the start.</summary>
    public Window Padded(Attributes a, Func<int, long> total, bool isUpper)
    {
        var rank = Kernel.Count;
        var pads = new int[2 * rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var all = Math.Max(0, total(axis));
            if (all > Largest)
                throw a.Fault($"a window of {Kernel} with dilations {Dilations} needs a padding of {all}; at most {Largest} is read.");
            var least = (int)all / 2;
            (pads[axis], pads[axis + rank]) = isUpper ? (least, (int)all - least) : ((int)all - least, least);
        }

        return this with { Pads = Ints.From(pads) };
    }

    /// <summary>Padding with which the output has the image's size over the stride, rounded up.</summary>
    private static long OfConvolution(int axis, int size, Window window)
    {
        var count = (size + window.Strides[axis] - 1L) / window.Strides[axis];
        return ((count - 1) * window.Strides[axis]) + ((window.Kernel[axis] - 1L) * window.Dilations[axis]) + 1 - size;
    }
}
