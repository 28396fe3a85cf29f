namespace Bantam.Operators.Convolution;

/// <summary>An axis that a window moves along, with the places that neighbours have in memory.</summary>
/// <param name="Image">The image's size, and the distance of its elements.</param>
/// <param name="Kernel">The window's size, and the distance of its elements where it has some of its own.</param>
/// <param name="Output">The output's size, and the distance of its elements.</param>
/// <param name="Stride">The window's step.</param>
/// <param name="Pad">The padding before the image.</param>
/// <param name="Dilation">The distance between taps.</param>
internal readonly record struct WindowAxis(
    (int Size, int Step) Image, (int Size, int Step) Kernel, (int Size, int Step) Output, int Stride, int Pad, int Dilation)
{
    /// <summary>
    /// Calls an action with the places of the image's element, the window's and the output's for each tap of each window; those that
    /// fall on padding are left out. Of one window the taps come in order.
    /// </summary>
    public static void ForEach(IReadOnlyList<WindowAxis> axes, int image, int kernel, int output, Action<int, int, int> action)
    {
        Walk(0, image, kernel, output);

        void Walk(int axis, int image, int kernel, int output)
        {
            if (axis == axes.Count)
            {
                action(image, kernel, output);
                return;
            }

            var a = axes[axis];
            for (var o = 0; o < a.Output.Size; o++)
            {
                for (var k = 0; k < a.Kernel.Size; k++)
                {
                    var source = (o * a.Stride) - a.Pad + (k * a.Dilation);
                    if (source < 0 || source >= a.Image.Size) continue;
                    Walk(axis + 1, image + (source * a.Image.Step), kernel + (k * a.Kernel.Step), output + (o * a.Output.Step));
                }
            }
        }
    }
}
