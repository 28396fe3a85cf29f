using Bantam.Tensors;

namespace Bantam.Vision.Tests;

public sealed class PictureGridTests
{
    [Fact]
    public void Images_lie_row_by_row_with_a_gap_around_each()
    {
        var images = Tensor.From([0f, 1, 0.5f, 2, -1, 1, 1, 1, 0, 0, 0, 0], 3, 2, 2, 1);
        var picture = PictureGrid.Of(images, columns: 2, scale: 2, gap: 1);
        Assert.Equal((2 * 5 + 1, 2 * 5 + 1), (picture.Width, picture.Height));
        Assert.Equal(new Rgb(128, 128, 128), picture[0, 0]);
        Assert.Equal((Grey(0), Grey(255), Grey(128), Grey(255)), (picture[1, 1], picture[4, 2], picture[2, 3], picture[3, 4]));
        Assert.Equal((Grey(0), Grey(255)), (picture[6, 1], picture[9, 4]));
        Assert.Equal((Grey(0), Grey(128)), (picture[1, 6], picture[6, 6]));
    }

    [Fact]
    public void Colours_of_bytes_are_as_they_are()
    {
        var picture = PictureGrid.Of(Tensor.From<byte>([1, 2, 3, 4, 5, 6], Shape.Of(2, 1, 1, 3)), columns: 5, gap: 0);
        Assert.Equal((2, 1), (picture.Width, picture.Height));
        Assert.Equal((new Rgb(1, 2, 3), new Rgb(4, 5, 6)), (picture[0, 0], picture[1, 0]));
    }

    [Fact]
    public void What_is_no_image_is_refused()
    {
        Assert.Throws<ShapeException>(() => PictureGrid.Of(Tensor.Zeros(Shape.Of(2, 3, 4)), 1));
        Assert.Throws<ShapeException>(() => PictureGrid.Of(Tensor.Zeros(Shape.Of(2, 3, 4, 2)), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PictureGrid.Of(Tensor.Zeros(Shape.Of(2, 3, 4, 1)), 0));
    }

    private static Rgb Grey(byte level) => new(level, level, level);
}
