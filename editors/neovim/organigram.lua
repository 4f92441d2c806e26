-- The language server of organigram in Neovim, from 0.7 on: docs/editors.md.
--
-- Settings: vim.g.organigram = { asOf = '1960', inlayHints = true, cmd = { '/path/to/organigram', 'lsp' } }

local settings = vim.g.organigram or {}
local cmd = settings.cmd or { 'organigram', 'lsp' }

-- The folder that a version control system begins with, else that of the file.
local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ':p:h')
  local found = vim.fn.finddir('.git', vim.fn.escape(folder, ' ') .. ';')
  if found ~= '' then
    return vim.fn.fnamemodify(found, ':p:h:h')
  end
  return folder
end

-- Only what begins as a model or a charter is one; themes and mappings have the same ending.
local function is_model(buffer)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, 200, false)) do
    local word = line:match('^%s*(%w+)%s*%(')
    if word then
      return word == 'Model' or word == 'Charter'
    end
  end
  return true
end

local clients = {}

local function attach(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  if path == '' or not is_model(buffer) then
    return
  end
  local root = root_of(path)
  local config = {
    name = 'organigram',
    cmd = cmd,
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    init_options = {
      asOf = settings.asOf,
      inlayHints = settings.inlayHints,
      allowOutside = settings.allowOutside,
      rulePages = settings.rulePages,
    },
    get_language_id = function()
      return 'ron'
    end,
  }
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
  else
    clients[root] = clients[root] or vim.lsp.start_client(config)
    vim.lsp.buf_attach_client(buffer, clients[root])
  end
end

vim.api.nvim_create_autocmd({ 'BufReadPost', 'BufNewFile' }, {
  pattern = '*.ron',
  callback = function(event)
    -- Neovim has known the notation since 0.9.
    if vim.bo[event.buf].filetype == '' then
      vim.bo[event.buf].filetype = 'ron'
      vim.bo[event.buf].commentstring = '// %s'
    end
    attach(event.buf)
  end,
})

-- Neovim shows names behind ids from 0.10 on.
if vim.fn.exists('##LspAttach') == 1 and vim.lsp.inlay_hint then
  vim.api.nvim_create_autocmd('LspAttach', {
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if client and client.name == 'organigram' and settings.inlayHints ~= false then
        vim.lsp.inlay_hint.enable(true, { bufnr = event.buf })
      end
    end,
  })
end
