namespace Bantam.Cli.Tests;

/// <summary>What all commands share: help, wrong commands, exit codes, errors.</summary>
public sealed class CommandLineTests
{
    public static TheoryData<string> Commands => ["demo", "train", "eval", "run", "inspect", "compile", "serve"];

    [Fact]
    public async Task What_looks_like_an_option_is_not_called_a_file()
    {
        var run = await CliRun.Here("inspect", "--foo");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no option '--foo'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_alone_lists_its_parts()
    {
        var run = await CliRun.Succeed();
        foreach (var command in Commands) Assert.Contains($"  {command.Data} ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_may_be_asked_for_in_a_word()
    {
        Assert.Equal((await CliRun.Succeed("--help")).Output, (await CliRun.Succeed("help")).Output);
        Assert.Equal((await CliRun.Succeed("run", "--help")).Output, (await CliRun.Succeed("help", "run")).Output);
        Assert.Contains("'rnu'", (await CliRun.Here("help", "rnu")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run model.onnx --inptu 1,2", "--inptu", "--input")]
    [InlineData("compile model.onnx --dimenson a=1 --out x", "--dimenson", "--dimension")]
    [InlineData("serve . --prot 80", "--prot", "--port")]
    public async Task A_typo_in_an_option_is_recognized_whatever_its_value_is(string command, string typo, string option)
    {
        var run = await CliRun.Here(command.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"'{typo}' was not matched. Did you mean one of the following?", run.Error, StringComparison.Ordinal);
        Assert.Contains($"\n{option}", run.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task Every_part_says_what_it_takes(string command)
    {
        var run = await CliRun.Succeed(command, "--help");
        Assert.Contains($"bantam {command}", run.Output, StringComparison.Ordinal);
        Assert.Contains("--json", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("trian --data drawn", "'trian'")]
    [InlineData("train", "'--data' is required")]
    [InlineData("train --data drawn --epochs 0", "--epochs takes a whole number from 1 on; it was given '0'.")]
    [InlineData("train --data drawn --learning-rate -1", "--learning-rate takes a number above 0; it was given '-1'.")]
    [InlineData("train --data drawn --optimizer rmsprop", "--optimizer takes adam or sgd; it was given 'rmsprop'.")]
    [InlineData("train --data drawn --model no-such.onnx", "or an ONNX file; there is no file 'no-such.onnx'.")]
    [InlineData("train --data drawn --augment crop,spin", "--augment takes crop, flip, cutout, with commas between; it was given 'spin'.")]
    [InlineData("train --data drawn --weight-decay 1", "--weight-decay takes a number from 0 on, below 1; it was given '1'.")]
    [InlineData("train --data drawn --validation-split 0",
        "--validation-split takes a part of all, above 0 and up to 1; it was given '0'.")]
    [InlineData("train --data no-such-folder", "there is no folder 'no-such-folder'")]
    [InlineData("eval no-such.onnx --data drawn", "There is no file 'no-such.onnx'.")]
    [InlineData("eval . --data drawn", "'.' is a folder; a file is needed.")]
    [InlineData("inspect no-such.onnx", "There is no file 'no-such.onnx'.")]
    [InlineData("train --data drawn --target cpu-1024", "--target takes cpu-512, cpu-256, cpu-128 or cpu-32; it was given 'cpu-1024'.")]
    [InlineData("serve no-such-folder", "There is no folder 'no-such-folder'.")]
    [InlineData("serve . --port 70000", "--port takes a whole number from 0 to 65535; it was given '70000'.")]
    public async Task A_wrong_command_is_told_what_is_wrong_and_returns_2(string command, string sentence)
    {
        var run = await CliRun.Here(command.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Contains("--help' says what it takes.", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Errors_are_sentences_and_show_the_stack_only_on_demand()
    {
        using var scratch = new Scratch();
        var model = scratch.Write("model.onnx", "no model"u8.ToArray());
        var plain = await CliRun.Apart("inspect", model);
        Assert.Equal(1, plain.ExitCode);
        Assert.StartsWith("model.onnx > ", plain.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", plain.Error, StringComparison.Ordinal);

        var traced = await CliRun.BelowShell("export BANTAM_TRACE=1", "inspect", model);
        Assert.Equal(1, traced.ExitCode);
        Assert.Contains("   at Bantam.", traced.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_errors_of_wrong_commands_as_an_object_too()
    {
        var run = await CliRun.Here("train", "--data", "drawn", "--epochs", "0", "--json");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("--epochs takes a whole number from 1 on; it was given '0'.", run.Json.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Programs_get_errors_as_an_object_too()
    {
        using var scratch = new Scratch();
        var run = await CliRun.Here("inspect", scratch.Write("model.onnx", "no model"u8.ToArray()), "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(run.Error.TrimEnd(), run.Json.GetProperty("error").GetString());
    }
}
