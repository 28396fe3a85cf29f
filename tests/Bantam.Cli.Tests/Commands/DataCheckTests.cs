namespace Bantam.Cli.Tests.Commands;

/// <summary><c>bantam data check</c>.</summary>
public sealed class DataCheckTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Planted_faults_are_found_and_shown()
    {
        var data = PictureFolder.Write(_scratch["data"], 40);
        string At(string path) => Path.Combine(data, path);
        for (var i = 26; i < 40; i++) File.Delete(At($"upright/0{i}.png"));
        File.Copy(At("level/001.png"), At("level/copy.png"));
        await File.WriteAllBytesAsync(At("upright/bad.jpg"), [1, 2, 3], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(
            At("upright/cut.png"), (await File.ReadAllBytesAsync(At("upright/000.png"), TestContext.Current.CancellationToken))[..80],
            TestContext.Current.CancellationToken);
        var brighter = PictureFolder.Stripes(isUpright: true, 3);
        foreach (ref var pixel in brighter.Pixels) pixel = (byte)Math.Min(pixel + 5, 255);
        brighter.Save(At("level/like.webp"), quality: 100);
        for (var i = 0; i < 2; i++) File.Move(At($"upright/01{i}.png"), At($"level/wrong{i}.png"));

        var found = (await CliRun.Succeed(
            "data", "check", data, "--out", _scratch["page.html"], "--epochs", "25", "--batch", "16", "--model", "cnn", "--folds", "2",
            "--json")).Json;
        Assert.Equal(
            ["upright/bad.jpg", "upright/cut.png"],
            found.GetProperty("damaged").EnumerateArray().Select(d => d.GetProperty("path").GetString()));
        var groups = found.GetProperty("duplicates").EnumerateArray().Select(g => (
            string.Join(' ', g.GetProperty("paths").EnumerateArray().Select(p => p.GetString())),
            g.GetProperty("are_equal").GetBoolean(), g.GetProperty("classes").GetArrayLength())).ToArray();
        Assert.Contains(("level/001.png level/copy.png", true, 1), groups);
        Assert.Contains(("level/like.webp upright/003.png", false, 2), groups);
        var doubts = found.GetProperty("labels").EnumerateArray().Select(l => l.GetProperty("path").GetString()).ToArray();
        Assert.Contains("level/wrong0.png", doubts.Take(6));
        Assert.Contains("level/wrong1.png", doubts.Take(6));
        Assert.InRange(found.GetProperty("imbalance").GetDouble(), 1.5, 2);

        var page = await File.ReadAllTextAsync(_scratch["page.html"], TestContext.Current.CancellationToken);
        Assert.Contains("<code>upright/bad.jpg</code>", page, StringComparison.Ordinal);
        Assert.Contains("data:image", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_in_training_and_test_are_a_leak_and_people_get_lines()
    {
        PictureFolder.Write(_scratch["data/train"], 6);
        PictureFolder.Write(_scratch["data/test"], 1);
        var run = await CliRun.Succeed("data", "check", _scratch["data"], "--no-labels", "--out", _scratch["page.html"]);
        Assert.Contains("2 in training and test", run.Output, StringComparison.Ordinal);
        Assert.Contains("not looked at", run.Output, StringComparison.Ordinal);
        Assert.Contains("none", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data check no-such-folder", "there is neither at 'no-such-folder'")]
    [InlineData("data check . --model no-such", "it was given 'no-such'")]
    [InlineData("data check . --folds 1", "--folds takes a whole number from 2 to 20; it was given '1'.")]
    public async Task A_wrong_command_is_told(string command, string sentence)
    {
        var run = await CliRun.Here(command.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Contains("'bantam data check --help' says what it takes.", run.Error, StringComparison.Ordinal);
    }
}
