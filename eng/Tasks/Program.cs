using Bantam.Tasks;

try
{
    return args switch
    {
        ["test", .. var rest] => await TestTask.RunAsync(TestOptions.Parse(rest)),
        ["check", "conformance"] => await ConformanceTask.RunAsync(),
        ["check", .. var rest] => await CheckTask.RunAsync(fix: OnlyFlag(rest, "--fix")),
        ["pack", .. var rest] => await PackTask.RunAsync(rest),
        _ => throw new UsageException($"There is no task '{args.FirstOrDefault()}'; there are test, check and pack."),
    };
}
catch (UsageException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}

static bool OnlyFlag(string[] arguments, string flag) => arguments switch
{
    [] => false,
    [var single] when single == flag => true,
    _ => throw new UsageException(
        $"'{string.Join(' ', arguments)}' is not understood; the only option is {flag}, and the only topic conformance."),
};
