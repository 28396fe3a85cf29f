using System.Runtime.InteropServices;
using System.Text.Json;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Vision.Tests;

/// <summary>Resized pictures have the numbers of the libraries whose names they carry, recorded by eng/record-resizing.</summary>
public sealed class ResizeTests
{
    private static readonly JsonElement Recorded = Read("resized.json"), TensorFlow = Read("tensorflow.json");

    public static TheoryData<string> Libraries => [.. Recorded.GetProperty("cases").EnumerateArray().Select(Name).Distinct()];

    [Theory, MemberData(nameof(Libraries))]
    public void Pictures_have_the_numbers_of_the_library(string name)
    {
        var isExact = name.StartsWith("pil", StringComparison.Ordinal) || name == "opencv-nearest";
        foreach (var record in Cases(name))
        {
            var (from, width, height) = Sizes(record);
            var actual = from.Resize(width, height, ResizeConventions.Find(name)!.Value);
            Assert.Equal((width, height), (actual.Width, actual.Height));
            AssertClose(record.GetProperty("pixels").GetBytesFromBase64(), actual.Pixels, isExact ? 0 : 1, record.GetProperty("sizes"));
        }
    }

    [Fact]
    public void Numbers_are_those_of_TensorFlow_js()
    {
        foreach (var record in TensorFlow.GetProperty("cases").EnumerateArray())
        {
            var (from, width, height) = Sizes(record);
            var op = new FitPicture(new PictureFrame(width, height, PictureFit.Stretch), ResizeConventions.Find(Name(record))!.Value);
            var actual = Compiled(op, from.ToTensor()).ToArray<float>();
            Assert.Equal(actual, op.Fit(from.ToTensor()).ToArray<float>());
            var expected = MemoryMarshal.Cast<byte, float>(record.GetProperty("pixels").GetBytesFromBase64());
            Assert.Equal(expected.Length, actual.Length);
            for (var i = 0; i < actual.Length; i++)
                if (Math.Abs(expected[i] - actual[i]) > 1e-3)
                    Assert.Fail($"{Name(record)} {record.GetProperty("sizes")}: number {i} is {actual[i]}; it must be {expected[i]}.");
        }
    }

    [Theory, MemberData(nameof(Libraries))]
    public void Compiled_code_computes_what_plain_loops_do(string name)
    {
        var convention = ResizeConventions.Find(name)!.Value;
        foreach (var fit in Enum.GetValues<PictureFit>())
            foreach (var record in Cases(name).Where((_, i) => fit == PictureFit.Stretch || i % 3 == 0))
            {
                var (from, width, height) = Sizes(record);
                var op = new FitPicture(new PictureFrame(width, height, fit) { Fill = 77 }, convention);
                var wanted = op.Reference([NdArray.From(from.ToTensor())], op.Infer(new OperatorInputs([from.ToTensor().Type], [null])));
                var actual = Compiled(op, from.ToTensor());
                Assert.Equal(wanted[0].Type, actual.Type);
                var isExact = convention.IsRoundedTwice() || name.EndsWith("nearest", StringComparison.Ordinal);
                for (var i = 0; i < wanted[0].Elements.Length; i++)
                    Assert.Equal(wanted[0].Elements[i], actual.Span<float>()[i], isExact ? 0 : 1.0001);
                Assert.Equal(actual.ToArray<float>(), op.Fit(from.ToTensor()).ToArray<float>());
            }
    }

    [Fact]
    public void Every_convention_has_a_name_that_is_found()
    {
        Assert.Contains("opencv-linear", ResizeConventions.Names);
        Assert.Contains("tensorflow1-bilinear-align-corners", ResizeConventions.Names);
        foreach (var convention in Enum.GetValues<ResizeConvention>())
            Assert.Equal(convention, ResizeConventions.Find(convention.NameOf()));
        Assert.Null(ResizeConventions.Find("bilinear"));
    }

    [Fact]
    public void Gray_is_that_of_Pillow()
    {
        var gray = new ImageInput(23, 17) { Channels = ChannelOrder.Gray, Scale = 1 }.Apply(Pictures.Of(23, 17));
        Assert.Equal(Shape.Of(1, 1, 17, 23), gray.Shape);
        Assert.Equal(Recorded.GetProperty("gray").GetBytesFromBase64().Select(b => (float)b), gray.ToArray<float>());
    }

    /// <summary>Numbers by hand, from TensorFlow's definitions; the row is 0, 10, 20, 30.</summary>
    [Theory]
    [InlineData(ResizeConvention.TensorFlowNearest, 2, "10,30")]
    [InlineData(ResizeConvention.TensorFlow1Nearest, 2, "0,20")]
    [InlineData(ResizeConvention.TensorFlow1NearestAlignCorners, 3, "0,20,30")]
    [InlineData(ResizeConvention.TensorFlowBilinear, 2, "5,25")]
    [InlineData(ResizeConvention.TensorFlowBilinear, 8, "0,2.5,7.5,12.5,17.5,22.5,27.5,30")]
    [InlineData(ResizeConvention.TensorFlow1Bilinear, 2, "0,20")]
    [InlineData(ResizeConvention.TensorFlow1Bilinear, 8, "0,5,10,15,20,25,30,30")]
    [InlineData(ResizeConvention.TensorFlow1BilinearAlignCorners, 2, "0,30")]
    [InlineData(ResizeConvention.TensorFlow1BilinearAlignCorners, 7, "0,5,10,15,20,25,30")]
    // Triangles of twice the width around 1 and 3: weights 3, 3, 1 of 7 at the edges.
    [InlineData(ResizeConvention.TensorFlowBilinearAntialias, 2, "7.142857,22.857143")]
    // Keys with a = -0.5 halfway, without the pixel outside: (9·0 + 9·10 - 20) / 17.
    [InlineData(ResizeConvention.TensorFlowBicubic, 2, "4.117647,25.882353")]
    [InlineData(ResizeConvention.TensorFlow1Bicubic, 2, "0,20")]
    [InlineData(ResizeConvention.TensorFlow1BicubicAlignCorners, 7, "0,4.0625,10,15,20,25.9375,30")]
    public void TensorFlow_is_as_it_is_defined(ResizeConvention convention, int width, string expected)
    {
        var row = new Picture(4, 1);
        for (var x = 0; x < 4; x++) row[x, 0] = new Rgb((byte)(10 * x), 0, 0);
        var resized = new FitPicture(new PictureFrame(width, 1, PictureFit.Stretch), convention).Fit(row.ToTensor());
        var red = resized.ToArray<float>().Where((_, i) => i % 3 == 0);
        foreach (var (wanted, actual) in expected.Split(',').Zip(red))
            Assert.Equal(double.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture), actual, 1e-4);
    }

    private static Tensor Compiled(FitPicture op, Tensor picture)
    {
        var graph = Graph.Trace([("picture", picture.Type)], inputs => [("fitted", op.ApplyOne(inputs[0]))]);
        return new GraphRunner(graph, CpuTargets.Best, threads: 1).Run(
            new Dictionary<string, Tensor> { ["picture"] = picture })["fitted"];
    }

    private static void AssertClose(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, int most, JsonElement sizes)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            if (Math.Abs(expected[i] - actual[i]) > most)
                Assert.Fail($"{sizes.GetRawText()}: byte {i} is {actual[i]}; it must be {expected[i]}.");
    }

    private static (Picture From, int Width, int Height) Sizes(JsonElement record)
    {
        int[] sizes = [.. record.GetProperty("sizes").EnumerateArray().Select(s => s.GetInt32())];
        return (Pictures.Of(sizes[0], sizes[1]), sizes[2], sizes[3]);
    }

    private static IEnumerable<JsonElement> Cases(string name) =>
        Recorded.GetProperty("cases").EnumerateArray().Where(c => Name(c) == name);

    private static string Name(JsonElement record) => record.GetProperty("name").GetString()!;

    private static JsonElement Read(string name)
    {
        using var stream = typeof(ResizeTests).Assembly.GetManifestResourceStream(name)!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
