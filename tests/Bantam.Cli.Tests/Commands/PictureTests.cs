using System.Text.Json;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Onnx.Tests;
using Bantam.Tensors;
using Bantam.Vision;

namespace Bantam.Cli.Tests.Commands;

/// <summary>Pictures on the command line: <c>bantam run --image</c>, tasks, and models that take pictures.</summary>
public sealed class PictureTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("--image")]
    [InlineData("--input")]
    [InlineData("--input", "x=")]
    public async Task A_picture_becomes_what_the_model_takes(string option, string name = "")
    {
        var run = (await CliRun.Succeed("run", Mean(), option, name + Green(), "--json")).Json;
        Assert.Equal("[0,1,0]", run.GetProperty("outputs")[0].GetProperty("data").GetRawText());
        Assert.Equal(
            "Assumed: pictures become 8 x 6, pil-bilinear, stretched; RGB, NCHW, (pixel * 1/255 - 0) / 1.",
            run.GetProperty("image_input").GetString());
        var text = await CliRun.Succeed("run", Mean(), option, name + Green());
        Assert.Contains("Assumed: pictures become 8 x 6", text.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[-0.5,0.5,-0.5]", "--mean", "0.5")]
    [InlineData("[-1,1,-1]", "--mean", "127.5", "--std", "127.5")]
    [InlineData("[-1,1,-1]", "--mean", "0.5,0.5,0.5", "--std", ".5")]
    [InlineData("[0,255,0]", "--scale", "1")]
    [InlineData("[0,0.5,0]", "--scale", "1/510", "--channels", "bgr", "--resize", "opencv-area", "--fit", "crop")]
    public async Task Options_say_what_becomes_of_a_picture(string expected, params string[] options)
    {
        var run = (await CliRun.Succeed(["run", Mean(), "--image", Green(), "--json", .. options])).Json;
        Assert.Equal(expected, run.GetProperty("outputs")[0].GetProperty("data").GetRawText());
        Assert.StartsWith(
            "As asked, and assumed where nothing was said", run.GetProperty("image_input").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--size takes a number of pixels", "--size", "0x4")]
    [InlineData(2, "--mean takes one number, or one for each channel; it was given '1,2'", "--mean", "1,2")]
    [InlineData(2, "--std takes numbers other than 0", "--std", "0")]
    [InlineData(2, "--scale takes a number such as 0.5 or 1/255; it was given '1/0'", "--scale", "1/0")]
    [InlineData(
        2, "--image-input takes imagenet, ultraface, blazeface, yolo, minus-one-to-one or nothing; it was given 'x'", "--image-input", "x")]
    [InlineData(2, "--resize takes pil-nearest,", "--resize", "bilinear")]
    [InlineData(2, "--out belongs to a task; say which with --task.", "--out", "a.png")]
    [InlineData(2, "--threshold takes a number from 0 to 1; it was given '2'", "--threshold", "2", "--task", "detect")]
    [InlineData(1, "it has the shape [1,3,9,9]", "--size", "9")]
    [InlineData(1, "a detector's outputs must be", "--task", "detect")]
    [InlineData(2, "--out shows where things are; --task classify does not say that", "--task", "classify", "--out", "a.png")]
    public async Task Wrong_options_are_told_what_is_wrong(int code, string sentence, params string[] options)
    {
        var run = await CliRun.Here(["run", Mean(), "--image", Green(), .. options]);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Equal(code, run.ExitCode);
    }

    [Fact]
    public async Task Pictures_where_none_can_be_are_refused_in_a_sentence()
    {
        OnnxModel.Save(Graph.Trace([("x", TensorType.Float(1, 4))], i => [("y", i[0].Relu())]), _scratch["relu.onnx"]);
        var numbers = await CliRun.Here("run", _scratch["relu.onnx"], "--input", Green());
        Assert.Equal(1, numbers.ExitCode);
        Assert.Contains(
            "green.png is a picture, which --image and --input give to inputs that take one", numbers.Error, StringComparison.Ordinal);
        var model = await CliRun.Here("run", Green(), "--image", Green());
        Assert.Equal(2, model.ExitCode);
        Assert.Contains("is a picture (PNG)", model.Error, StringComparison.Ordinal);
        var constant = await CliRun.Here("compile", _scratch["relu.onnx"], "--constant", $"x={Green()}", "-o", _scratch["d"]);
        Assert.Contains("a picture is given to a model by 'bantam run MODEL --image FILE'", constant.Error, StringComparison.Ordinal);
        var missing = await CliRun.Here("run", Mean(), "--image", _scratch["none.png"]);
        Assert.Contains("--image: There is no file", missing.Error, StringComparison.Ordinal);
        var none = await CliRun.Here("run", Mean(), "--task", "classify");
        Assert.Contains("give it with --image FILE", none.Error, StringComparison.Ordinal);
        Assert.Equal(2, none.ExitCode);
    }

    [Fact]
    public async Task A_picture_is_classified()
    {
        string[] command = ["run", Mean(), "--image", Green(), "--task", "classify"];
        var labels = _scratch.Write("labels.txt", "red\ngreen\nblue\n");
        var run = (await CliRun.Succeed([.. command, "--labels", labels, "--json"])).Json;
        var best = run.GetProperty("classes")[0];
        Assert.Equal("green", best.GetProperty("label").GetString());
        Assert.Equal(1, best.GetProperty("class").GetInt32());
        Assert.Equal(1, best.GetProperty("score").GetDouble());
        Assert.Contains("green", (await CliRun.Succeed([.. command, "--labels", labels])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_class_has_a_name_or_none_has()
    {
        string[] command = ["run", Mean(), "--image", Green(), "--task", "classify", "--labels"];
        foreach (var (labels, lines) in new[] { ("red\ngreen\n", "2 lines"), ("red\n", "1 line"), ("a\nb\nc\nd\n", "4 lines") })
        {
            var failed = await CliRun.Here([.. command, _scratch.Write("labels.txt", labels)]);
            Assert.Equal(2, failed.ExitCode);
            Assert.Contains("--labels: the model tells 3 classes apart, and ", failed.Error, StringComparison.Ordinal);
            Assert.Contains($"labels.txt has {lines}. Each class takes one.", failed.Error, StringComparison.Ordinal);
        }

        var missing = await CliRun.Here([.. command, _scratch["none.txt"]]);
        Assert.Contains("--labels: There is no file", missing.Error, StringComparison.Ordinal);
        var found = await CliRun.Here(
            "run", SharedData.Find("models/ultraface/slim-320.onnx"), "--task", "detect", "--image",
            SharedData.Find("models/ultraface/images/13.jpg"), "--labels", _scratch.Write("empty.txt", ""));
        Assert.Contains("--labels: class 0 was found, counted from 0, and ", found.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_is_segmented()
    {
        OnnxModel.Save(Graph.Trace([("x", TensorType.Float(1, 3, 6, 8))], i => [("y", i[0] * 2.0)]), _scratch["parts.onnx"]);
        var run = (await CliRun.Succeed(
            "run", _scratch["parts.onnx"], "--image", Green(), "--task", "segment", "-o", _scratch["out.png"], "--json")).Json;
        Assert.Equal(1, run.GetProperty("shares")[0].GetProperty("class").GetInt32());
        Assert.Equal(_scratch["out.png"], run.GetProperty("picture").GetString());
        Assert.NotEqual(new Rgb(0, 255, 0), Picture.Load(_scratch["out.png"])[3, 3]);
    }

    [Fact]
    public async Task Faces_are_found_and_drawn()
    {
        string[] command =
        [
            "run", SharedData.Find("models/ultraface/rfb-320.onnx"), "--task", "detect", "--image",
            SharedData.Find("models/ultraface/images/13.jpg"), "--threshold", "0.7", "--iou", "0.3",
        ];
        var run = (await CliRun.Succeed([.. command, "--out", _scratch["faces.png"], "--json"])).Json;
        Assert.Equal(2, run.GetProperty("detections").GetArrayLength());
        var left = run.GetProperty("detections").EnumerateArray().MinBy(d => d.GetProperty("left").GetDouble());
        Assert.InRange(left.GetProperty("left").GetDouble(), 88, 94);
        Assert.Equal(Palette.Of(0), Picture.Load(_scratch["faces.png"])[120, (int)Math.Round(left.GetProperty("top").GetDouble())]);
        var text = await CliRun.Succeed(command);
        Assert.Contains("2 were found.", text.Output, StringComparison.Ordinal);
        Assert.Contains("opencv-linear, stretched; RGB, NCHW, (pixel * 1 - 127) / 128.", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anchors_in_a_file_make_boxes_of_offsets_here_and_for_a_page()
    {
        OnnxModel.Save(
            Graph.Trace([("x", TensorType.Float(1, 3, 6, 8))], i =>
            [
                ("logits", Tensor.From([0f, 3, 3, 0], 1, 2, 2) + (i[0].ReduceSum() * 0)),
                ("offsets", Tensor.From([2f, 0, 0, 0, 0, 0, 0, 0], 1, 2, 4) + (i[0].ReduceSum() * 0)),
            ]), _scratch["ssd.onnx"]);
        var anchors = _scratch.Write("anchors.txt", "0.25, 0.5, 0.5, 0.5\n\n0.5 0.5 1 1\n");
        string[] picture = ["--image", Green(), "--task", "detect"];
        var run = (await CliRun.Succeed(
            ["run", _scratch["ssd.onnx"], .. picture, "--anchors", anchors, "--variances", "0.25,0.2", "--json"])).Json;

        // The centre moves by 2 · 0.25 · 0.5 to the middle of the 20 pixels across.
        var only = Assert.Single(run.GetProperty("detections").EnumerateArray());
        Assert.Equal((5.0, 15.0), (only.GetProperty("left").GetDouble(), only.GetProperty("right").GetDouble()));
        await CliRun.Succeed(
            "compile", _scratch["ssd.onnx"], "-o", _scratch["ssd"], "--page", "camera", "--anchors", anchors, "--target", "js");
        var format = JsonDocument.Parse(File.ReadAllText(Path.Combine(_scratch["ssd"], "model.json"))).RootElement
            .GetProperty("vision").GetProperty("format");
        Assert.Equal("ssd", format.GetProperty("kind").GetString());
        Assert.Equal([0, 0.25, 0.5, 0.75, 0, 0, 1, 1], format.GetProperty("anchors").EnumerateArray().Select(a => a.GetDouble()));

        await AssertFails(2, "--anchors takes a file with four numbers a line; line 2 of", "1 2 3 4\n5 6 7\n");
        await AssertFails(2, "--anchors: there are none in", "\n");
        await AssertFails(1, "there are 1 anchors, and outputs have as many rows; 'logits' is Float[1,2,2]", "1 2 3 4\n");

        async Task AssertFails(int code, string sentence, string file)
        {
            var failed = await CliRun.Here(["run", _scratch["ssd.onnx"], .. picture, "--anchors", _scratch.Write("wrong.txt", file)]);
            Assert.Contains(sentence, failed.Error, StringComparison.Ordinal);
            Assert.Equal(code, failed.ExitCode);
        }
    }

    [Fact]
    public async Task A_profile_of_a_run_has_its_steps()
    {
        string[] command = ["run", Mean(), "--image", Green(), "--profile", "--threads", "1"];
        var found = (await CliRun.Succeed([.. command, "--json"])).Json;
        var steps = found.GetProperty("profile").GetProperty("steps").EnumerateArray().ToArray();
        Assert.NotEmpty(steps);
        Assert.Equal("[0,1,0]", found.GetProperty("outputs")[0].GetProperty("data").GetRawText());
        var times = steps.Select(s => s.GetProperty("milliseconds").GetDouble()).ToArray();
        Assert.Equal(times.OrderDescending(), times);
        Assert.Contains(" steps take ", (await CliRun.Succeed(command)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_for_the_camera_says_what_becomes_of_pictures()
    {
        var labels = _scratch.Write("faces.txt", "face\n");
        var run = (await CliRun.Succeed(
            "compile", SharedData.Find("models/ultraface/slim-320.onnx"), "-o", _scratch["dist"], "--page", "camera", "--labels", labels,
            "--sample", SharedData.Find("models/ultraface/images/13.jpg"), "--target", "js", "--json")).Json;
        Assert.StartsWith(
            "Assumed: pictures become 320 x 240, opencv-linear", run.GetProperty("image_input").GetString()!, StringComparison.Ordinal);
        var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(_scratch["dist"], "model.json"))).RootElement;
        var vision = manifest.GetProperty("vision");
        Assert.Equal("detect", vision.GetProperty("task").GetString());
        Assert.Equal("face", vision.GetProperty("labels")[0].GetString());
        Assert.Equal("[240,320,3]", manifest.GetProperty("inputs")[0].GetProperty("shape").GetRawText());
        foreach (var file in (string[])["index.html", "camera.js", "camera.css", "bantam-vision.js", "bantam-vision.d.ts", "sample.jpg"])
            Assert.True(File.Exists(Path.Combine(_scratch["dist"], file)), file);
        Assert.Contains(
            "data-sample=\"sample.jpg\"", File.ReadAllText(Path.Combine(_scratch["dist"], "index.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--anchors belongs to the page with the camera; ask for it with --page camera.", "--anchors", "x.txt")]
    [InlineData(2, "--anchors: There is no file", "--anchors", "x.txt", "--page", "camera")]
    [InlineData(2, "--variances belongs to anchors; give them with --anchors FILE.", "--variances", "1,1", "--page", "camera")]
    [InlineData(2, "--labels belongs to the page with the camera; ask for it with --page camera.", "--labels", "x.txt")]
    [InlineData(2, "--labels: There is no file", "--labels", "x.txt", "--page", "camera")]
    [InlineData(2, "--page camera is a page, and C# has none.", "--page", "camera", "--format", "csharp")]
    [InlineData(2, "looks at one picture at a time", "--page", "camera", "--batch", "2")]
    public async Task A_page_for_the_camera_is_refused_what_it_does_not_take(int code, string sentence, params string[] options)
    {
        var run = await CliRun.Here(["compile", Mean(), "-o", _scratch["dist"], .. options]);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Equal(code, run.ExitCode);
    }

    [Fact]
    public async Task A_bundle_takes_the_picture_itself()
    {
        var run = (await CliRun.Succeed(
            "compile", Mean(), "-o", _scratch["dist"], "--image-input", "imagenet", "--target", "js", "--json")).Json;
        var manifest = await File.ReadAllTextAsync(Path.Combine(_scratch["dist"], "model.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"name\":\"x\",\"type\":\"uint8\",\"shape\":[480,640,3]", manifest, StringComparison.Ordinal);
        Assert.Contains(
            "Pictures have 640 x 480 pixels; --dimension", run.GetProperty("image_input").GetString(), StringComparison.Ordinal);
        var sized = (await CliRun.Succeed(
            "compile", Mean(), "--format", "csharp", "-o", _scratch["Net.cs"], "--image-input", "--dimension", "height=30", "--dimension",
            "width=20", "--json")).Json;
        Assert.EndsWith("Pictures have 20 x 30 pixels.", sized.GetProperty("image_input").GetString(), StringComparison.Ordinal);
        var trained = await CliRun.Here("compile", Mean(), "-o", _scratch["d"], "--image-input", "--training");
        Assert.Contains("Leave one of them out.", trained.Error, StringComparison.Ordinal);
    }

    /// <summary>The mean of each channel of 8 x 6 pixels.</summary>
    private string Mean()
    {
        OnnxModel.Save(Graph.Trace([("x", TensorType.Float("N", 3, 6, 8))], i => [("y", i[0].ReduceMean([2, 3]))]), _scratch["mean.onnx"]);
        return _scratch["mean.onnx"];
    }

    private string Green()
    {
        var picture = new Picture(20, 10);
        for (var i = 1; i < picture.Pixels.Length; i += 3) picture.Pixels[i] = 255;
        picture.Save(_scratch["green.png"]);
        return _scratch["green.png"];
    }
}
